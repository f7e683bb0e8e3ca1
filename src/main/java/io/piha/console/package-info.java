/**
 * The operator console, a JavaFX window.
 *
 * <p>It is shown {@link io.piha.engine.Snapshot}s and sends {@link io.piha.arbiter.Request}s, and
 * knows nothing else of the engine. Each page has a folder of its own with one stem: {@code
 * overview.fxml}, {@code OverviewPage} (ties the two together, decides nothing), {@code
 * OverviewModel} (what the page says; plain Java, tested without a toolkit). {@code kit} holds what
 * all pages share, {@code frame} the window around them, {@code dialog} the one kind of dialog that
 * stands before every dangerous act.
 */
@NullMarked
package io.piha.console;

import org.jspecify.annotations.NullMarked;
