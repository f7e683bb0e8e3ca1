package io.piha.bench;

/** The console's first frame, several times, each in a process of its own. */
final class ConsoleStart implements Benchmark {

  private static final int TIMES = Integer.getInteger("starts", 9);

  @Override
  public String name() {
    return "console-start";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    var lasted = new Times(TIMES);
    var spent = new Times(TIMES);
    for (int i = 0; i < TIMES; i++) {
      String[] said = WindowProcess.run(FirstFrame.class).getLast().split(" ", -1);
      lasted.add((long) (Double.parseDouble(said[0]) * 1e6));
      spent.add((long) (Double.parseDouble(said[1]) * 1e6));
    }
    sheet.figure("toolkit started to first frame, median", lasted.at(0.5), "ms");
    sheet.figure("toolkit started to first frame, worst", lasted.at(1), "ms");
    sheet.figure("processor time of the process until then, median", spent.at(0.5), "ms");
  }
}
