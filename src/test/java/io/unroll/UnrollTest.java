package io.unroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class UnrollTest {
  private static final CommandLine ALL = Unroll.commandLine();

  static Stream<String> commands() {
    return ALL.getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_ofAllCommands_describesEachInAWholeSentence(String command) {
    // The list of commands shows the first part of a description, and no more.
    String first =
        ALL.getSubcommands().get(command).getCommandSpec().usageMessage().description()[0];
    assertThat(first).endsWith(".");
    String help = ALL.getUsageMessage().replaceAll("\\s+", " ");
    assertThat(help).contains(command + " " + first);
    assertEquals(1, first.lines().count());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_ofEachCommand_keepsEveryExampleOnItsLine(String command) {
    CommandLine one = ALL.getSubcommands().get(command);
    assertThat(one.getUsageMessage().lines().toList())
        .containsAll(List.of(one.getCommandSpec().usageMessage().footer()));
  }
}
