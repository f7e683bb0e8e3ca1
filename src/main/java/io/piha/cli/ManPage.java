package io.piha.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command's page for man(1), in the macros of man(7). */
final class ManPage {

  private static final String FILES =
      """
      .SH FILES
      .TP
      .I /etc/piha-control/piha.yaml
      the configuration, where neither \\fB\\-\\-config\\fR nor \\fBPIHA_CONFIG\\fR names another and none is
      in the current folder
      .TP
      .I /etc/piha-control/secrets.yaml
      the secrets it refers to; readable by its owner alone, or it is refused
      .TP
      .I /var/lib/piha-control
      state, history and staged snapshots
      .TP
      .I /var/log/piha-control
      the audit log and the program's own log
      .SH ENVIRONMENT
      .TP
      .B PIHA_CONFIG
      the configuration file
      .TP
      .B PIHA_JAVA_OPTS
      further options for the Java virtual machine, such as \\-Xmx512m
      """;

  private static final String EXIT =
      """
      .SH EXIT STATUS
      0 accepted, or done with \\fB\\-\\-wait\\fR; 1 failed; 2 wrong usage; 3 the configuration is invalid;
      4 refused by a guard; 5 no active control plane answered.
      """;

  private ManPage() {}

  /** The page's name: {@code piha-snapshot-list}. */
  static String title(CommandSpec command) {
    return command.qualifiedName("-");
  }

  static String of(CommandSpec command) {
    StringBuilder page = new StringBuilder();
    page.append(".TH ").append(title(command).toUpperCase(java.util.Locale.ROOT)).append(" 1\n");
    List<String> about = List.of(command.usageMessage().description());
    page.append(".SH NAME\n").append(text(title(command))).append(" \\- ");
    page.append(text(plain(about.isEmpty() ? "" : firstSentence(about.getFirst())))).append('\n');
    page.append(".SH SYNOPSIS\n").append(text(synopsis(command))).append('\n');
    page.append(".SH DESCRIPTION\n");
    about.forEach(each -> page.append(text(plain(each))).append("\n.PP\n"));
    arguments(page, command);
    commands(page, command);
    if (command.parent() == null) {
      page.append(FILES);
    }
    page.append(EXIT);
    return page.append(".SH SEE ALSO\n.BR piha (1)\n").toString();
  }

  private static String synopsis(CommandSpec command) {
    return new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .synopsis(0)
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static void arguments(StringBuilder page, CommandSpec command) {
    List<ArgSpec> shown = command.args().stream().filter(each -> !each.hidden()).toList();
    if (!shown.isEmpty()) {
      page.append(".SH OPTIONS\n");
    }
    for (ArgSpec each : shown) {
      String names = each instanceof OptionSpec option ? String.join(", ", option.names()) : "";
      String value = each.arity().max() == 0 ? "" : each.paramLabel();
      page.append(".TP\n.B ").append(text((names + " " + value).strip())).append('\n');
      for (String line : each.description()) {
        String filled = line.replace("${DEFAULT-VALUE}", String.valueOf(each.defaultValue()));
        page.append(text(plain(filled))).append('\n');
      }
    }
  }

  private static void commands(StringBuilder page, CommandSpec command) {
    List<CommandSpec> shown =
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(each -> !each.usageMessage().hidden())
            .distinct()
            .toList();
    if (!shown.isEmpty()) {
      page.append(".SH COMMANDS\n");
    }
    for (CommandSpec each : shown) {
      String[] about = each.usageMessage().description();
      page.append(".TP\n.BR ").append(text(title(each))).append(" (1)\n");
      page.append(text(plain(about.length == 0 ? "" : firstSentence(about[0])))).append('\n');
    }
  }

  private static String firstSentence(String words) {
    int end = words.indexOf(". ");
    return end < 0 ? words.replaceFirst("\\.$", "") : words.substring(0, end);
  }

  /** Without picocli's own markup and format signs. */
  private static String plain(String words) {
    return Ansi.OFF.string(words).replace("%%", "%").replace("%n", " ");
  }

  /** As roff reads it: no line may begin with a macro by chance. */
  private static String text(String words) {
    String escaped = words.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
    return escaped.startsWith(".") ? "\\&" + escaped : escaped;
  }
}
