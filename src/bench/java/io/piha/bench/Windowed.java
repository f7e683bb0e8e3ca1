package io.piha.bench;

import java.util.List;

/**
 * A benchmark of the window, on a display in a process of its own with the settings that the
 * distribution gives a window. Without a display it runs in this one: JavaFX then copies each pixel
 * by itself, which the quick compiler alone does four times slower, and nobody's window does.
 */
record Windowed(Benchmark of) implements Benchmark {

  @Override
  public String name() {
    return of.name();
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    if (Screens.isWithoutDisplay()) {
      of.run(sheet);
    } else {
      WindowProcess.measure(sheet, Windowed.class, name());
    }
  }

  /** Runs one by its name. */
  public static void main(String[] args) throws Exception {
    List<Benchmark> all = List.of(new TimelinePan(), new ConsoleLoad(), new ConsoleFailover());
    Benchmark wanted =
        all.stream().filter(each -> each.name().equals(args[0])).findFirst().orElseThrow();
    wanted.run(Sheet.told(System.out));
    System.exit(0); // a screen's toolkit, once started, would keep the process
  }
}
