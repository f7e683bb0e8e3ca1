package io.piha.console.dialog;

import io.piha.arbiter.Request;
import io.piha.console.dialog.Preview.Line;
import io.piha.console.kit.Asker;
import io.piha.console.kit.Asker.Answer;
import io.piha.console.kit.Live;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The guarded dialog without its paint: preview, reason, gesture, outcome. */
public final class GuardedModel {

  /** How far the dialog is; it only goes forward, except from a refusal back to the preview. */
  public enum Stage {
    PREVIEW,
    FOLLOWING,
    SUCCEEDED,
    FAILED
  }

  private static final int REASON_LIMIT = 200;
  private static final long ANSWER_SECONDS = 10;

  private final Act act;
  private final String service;
  private final String host;
  private final String about;
  private final String operator;
  private final Live live;
  private final Asker asker;
  private final Executor screen;
  private final Words words;
  private final Previews previews;

  private final ReadOnlyObjectWrapper<Preview> preview;
  private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.PREVIEW);
  private final ReadOnlyObjectWrapper<List<Step>> steps = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<String> notice = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<Long> moves = new ReadOnlyObjectWrapper<>(0L);
  private final Forecast forecast;
  private final StringProperty reason = new SimpleStringProperty("");
  private final StringProperty typedName = new SimpleStringProperty("");
  private final BooleanProperty override = new SimpleBooleanProperty();
  private final StringProperty overrideReason = new SimpleStringProperty("");
  private final Arming arming = new Arming();
  private final ObjectProperty<Until> until = new SimpleObjectProperty<>(Until.FOUR_HOURS);
  private final BooleanExpression ready;
  private final BooleanExpression armed;
  private Optional<Outcome> outcome = Optional.empty();
  private Subject subject;

  /**
   * @param subject what the dialog is about, as shown now
   * @param operator who asks, as audit records name people
   * @param screen runs what it is given on the thread that may change this model
   */
  GuardedModel(
      Act act,
      Subject subject,
      Live live,
      String operator,
      Asker asker,
      Executor screen,
      Words words) {
    this.act = act;
    this.service = subject.service().name();
    this.host = subject.host().map(HostView::name).orElse("");
    this.about = subject.about();
    this.operator = operator;
    this.live = live;
    this.asker = asker;
    this.screen = screen;
    this.words = words;
    this.subject = subject;
    this.previews = new Previews(words);
    this.forecast = new Forecast(words);
    this.preview = new ReadOnlyObjectWrapper<>(previews.of(act, subject, live.now()));
    this.ready =
        Bindings.createBooleanBinding(
            this::isReady, stage, reason, typedName, preview, override, overrideReason);
    this.armed = Bindings.createBooleanBinding(this::isArmed, ready, arming.left());
    override.subscribe((_, _) -> foresee());
    foresee();
  }

  /** Takes a new picture: before the act computes anew, after it looks for what came of it. */
  public void show(Snapshot snapshot) {
    Optional<Subject> found = Subject.in(snapshot, service, host, about);
    found.ifPresent(now -> subject = now);
    if (stage.get() == Stage.PREVIEW && found.isPresent()) {
      recompute();
    }
    outcome.ifPresent(
        it -> {
          it.see(snapshot);
          tell(it);
        });
  }

  /** Time has passed; a refusal that named its end is asked for again then. */
  public void tick() {
    arming.tick(live.now());
    if (forecast.outlived(live.now())) {
      foreseeAnew();
    }
  }

  /** Lets the gesture work for a while; once all that is asked for was typed. */
  public void arm() {
    if (ready.get()) {
      arming.arm(live.now());
    }
  }

  /** Does it; only once, and only when armed. */
  public void confirm() {
    if (!armed.get()) {
      return;
    }
    String id = UUID.randomUUID().toString();
    var following = new Outcome(words, id, act, subject);
    outcome = Optional.of(following);
    stage.set(Stage.FOLLOWING);
    notice.set("");
    tell(following);
    send(
        request(id, false),
        answer -> {
          following.answered(answer);
          following.see(subject.snapshot());
          tell(following);
        });
  }

  /** After a refusal or a failure: back to the preview, with what was typed. */
  public void again() {
    if (stage.get() == Stage.FAILED) {
      outcome = Optional.empty();
      steps.set(List.of());
      typedName.set("");
      arming.disarm();
      stage.set(Stage.PREVIEW);
      recompute();
      foresee();
    }
  }

  private void recompute() {
    Preview before = preview.get();
    Preview now = previews.of(act, subject, live.now());
    preview.set(now);
    if (!now.gist().equals(before.gist())) {
      moved();
      foresee();
    }
  }

  private void moved() {
    arming.disarm();
    moves.set(moves.get() + 1);
    notice.set(words.say("dialog.moved"));
  }

  /** A dry run: what would the engine itself say now? */
  private void foresee() {
    foresee(answer -> forecast.take(answer, live.now()));
  }

  /** What was refused until now may be done: what is read and pressed is another dialog. */
  private void foreseeAnew() {
    foresee(
        answer -> {
          forecast.take(answer, live.now());
          if (answer.accepted()) {
            moved();
          }
        });
  }

  private void foresee(Consumer<Answer> receiver) {
    if (stage.get() == Stage.PREVIEW) {
      long asked = moves.get();
      send(
          request(UUID.randomUUID().toString(), true),
          answer -> {
            if (asked == moves.get() && stage.get() == Stage.PREVIEW) {
              receiver.accept(answer);
            }
          });
    }
  }

  private void send(Request request, Consumer<Answer> receiver) {
    var _ =
        asker
            .ask(request)
            .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
            .exceptionally(
                trouble -> new Answer(false, words.say("dialog.noanswer", said(trouble))))
            .thenAcceptAsync(receiver, screen);
  }

  private static String said(Throwable trouble) {
    String message = trouble.getMessage();
    return message == null ? trouble.getClass().getSimpleName() : message;
  }

  private Request request(String id, boolean dryRun) {
    boolean passes = override.get();
    return new Request(
        id,
        service,
        act.command(),
        host,
        "operator:" + operator,
        told(),
        act == Act.FREEZE ? until.get().from(live.now(), words) : Optional.empty(),
        passes && !act.overridesGuard(),
        passes && act.overridesGuard(),
        false,
        dryRun,
        // What is only asked about is asked about now, whatever was seen when the dialog opened.
        dryRun || !act.boundToState()
            ? OptionalLong.empty()
            : OptionalLong.of(preview.get().revision()),
        false,
        act == Act.ROLLBACK ? Request.ROLLBACK : about);
  }

  private void tell(Outcome of) {
    steps.set(of.steps());
    if (of.over()) {
      stage.set(of.succeeded() ? Stage.SUCCEEDED : Stage.FAILED);
    }
  }

  /** What the audit log is told: the reason, and why a rule is passed where one is. */
  private String told() {
    String why = reason.get().strip();
    String because = overrideReason.get().strip();
    return override.get() && !because.isEmpty()
        ? words.say("dialog.override.told", why, because)
        : why;
  }

  private boolean isReady() {
    return stage.get() == Stage.PREVIEW
        && isReason(reason)
        && (!override.get() || isReason(overrideReason))
        && (!wantsName() || typedName.get().strip().equals(host));
  }

  private static boolean isReason(StringProperty typed) {
    String why = typed.get().strip();
    return !why.isEmpty() && why.length() <= REASON_LIMIT;
  }

  private boolean isArmed() {
    return ready.get() && (!wantsArming() || arming.left().get() > 0);
  }

  /** A typed name is deliberate enough. */
  private boolean wantsArming() {
    return preview.get().tier() == Tier.HOLD && !wantsName();
  }

  private boolean wantsName() {
    return !host.isEmpty() && (preview.get().tier() == Tier.NAME || override.get());
  }

  public Act act() {
    return act;
  }

  public String host() {
    return host;
  }

  public ReadOnlyObjectProperty<Preview> preview() {
    return preview.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Stage> stage() {
    return stage.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<List<Step>> steps() {
    return steps.getReadOnlyProperty();
  }

  /** Why the preview should be read again; empty when it need not. */
  public ReadOnlyObjectProperty<String> notice() {
    return notice.getReadOnlyProperty();
  }

  /** What the engine would answer now, where it would refuse; else empty. */
  public ReadOnlyObjectProperty<String> forecast() {
    return forecast.refusal();
  }

  /** What would follow, step by step, as the engine lived through it; empty while not known. */
  public ReadOnlyObjectProperty<List<Line>> foreseen() {
    return forecast.foreseen();
  }

  /** Counts how often the world moved under the dialog; a gesture in progress then starts over. */
  public ReadOnlyObjectProperty<Long> moves() {
    return moves.getReadOnlyProperty();
  }

  /** Whether the host's name is to be typed. */
  public BooleanExpression nameWanted() {
    return Bindings.createBooleanBinding(this::wantsName, preview, override);
  }

  /** Whether the gesture is to be armed before it may be made. */
  public BooleanExpression armingWanted() {
    return Bindings.createBooleanBinding(
        () -> wantsArming() && arming.left().get() == 0, preview, override, arming.left());
  }

  /** Whether all was typed that is asked for. */
  public BooleanExpression ready() {
    return ready;
  }

  /** Seconds for which the gesture stays armed; 0 while it is not. */
  public ReadOnlyObjectProperty<Long> armedFor() {
    return arming.left();
  }

  /** Whether the gesture may be made. */
  public BooleanExpression armed() {
    return armed;
  }

  public StringProperty reason() {
    return reason;
  }

  public StringProperty typedName() {
    return typedName;
  }

  public BooleanProperty override() {
    return override;
  }

  /** Why a rule is passed; asked for with an override. */
  public StringProperty overrideReason() {
    return overrideReason;
  }

  public ObjectProperty<Until> until() {
    return until;
  }
}
