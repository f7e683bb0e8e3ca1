package io.piha.bench;

/**
 * A benchmark of the window, on a display in a process of its own with the settings that the
 * distribution gives a window. Without a display it runs in this one: JavaFX then copies each pixel
 * by itself, which nobody's window does, and which takes much longer with the quick compiler alone.
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
    if (Benchmarks.named(args[0]) instanceof Windowed(Benchmark of)) {
      of.run(Sheet.told(System.out));
    }
    System.exit(0); // a screen's toolkit, once started, would keep the process
  }
}
