package io.piha.cli;

import io.piha.report.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where a report goes: the terminal, a page, or a PDF by the name of its file. */
final class ReportFile {

  private ReportFile() {}

  /** Writes it; returns the exit code. */
  static int write(PihaCommand piha, Sheet sheet, Optional<Path> out) {
    if (out.isEmpty()) {
      piha.out().print(sheet.page());
      piha.out().flush();
      return Exit.OK;
    }
    Path target = out.get();
    try {
      if (target.toString().toLowerCase(Locale.ROOT).endsWith(".pdf")) {
        Files.write(target, sheet.pdf());
      } else {
        Files.writeString(target, sheet.page());
      }
    } catch (IOException e) {
      piha.err().println("piha: " + target + " cannot be written: " + e.getMessage());
      return Exit.FAILED;
    }
    piha.out().println("written: " + target);
    return Exit.OK;
  }
}
