package org.zeuxis.app;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.engine.ErrorText;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * {@code zeuxis}: the command with its sub-commands, and how errors become one line and an exit
 * code.
 */
@Command(
    name = "zeuxis",
    description = "Trains generative adversarial networks, and makes images with them.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 ok, 2 bad input, 3 training failed or a lab does not agree,",
      "130 interrupted (after saving).",
      "",
      "Examples:",
      "  zeuxis train                                      a DCGAN on handwritten digits, about two minutes",
      "  zeuxis train --recipe dcgan --data photos/ --size 64",
      "  zeuxis generate runs/dcgan-digits -n 64 --seed 7 --out digits.png"
    },
    subcommands = {
      TrainCommand.class,
      ResumeCommand.class,
      AdviseCommand.class,
      AblateCommand.class,
      GenerateCommand.class,
      InterpolateCommand.class,
      TranslateCommand.class,
      UpscaleCommand.class,
      RestoreCommand.class,
      EditCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      RecipesCommand.class,
      RunsCommand.class,
      DoctorCommand.class,
      ReportCommand.class,
      LabCommand.class,
      DataCommand.class,
      InfoCommand.class,
      GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {
  static final int OK = 0;
  static final int BUG = 1;
  static final int BAD_INPUT = 2;
  static final int TRAINING_FAILED = 3;
  static final int CHECK_FAILED = 3;
  static final int INTERRUPTED = 130;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  private boolean verbose;

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs a command and returns its exit code. */
  public static int execute(String... args) {
    Main main = new Main();
    CommandLine command = new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(Main::badOption)
        .setExecutionExceptionHandler((e, failing, parsed) -> main.failed(e, failing));
    try {
      return command.execute(args);
    } catch (ExceptionInInitializerError e) {
      return main.failed(e.getCause(), command);
    } catch (OutOfMemoryError e) {
      return main.failed(e, command);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int badOption(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .println(name + ": " + explain(e).replaceAll("\\R", " ") + " ('" + name
            + " --help' shows what there is)");
    return BAD_INPUT;
  }

  private static String explain(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return e.getMessage();
    }
    List<String> near = unmatched.getSuggestions();
    return (unmatched.isUnknownOption() ? "unknown option '" : "unknown argument '")
        + unmatched.getUnmatched().get(0) + "'"
        + (near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?");
  }

  private int failed(Throwable e, CommandLine command) {
    PrintWriter err = command.getErr();
    if (verbose) {
      e.printStackTrace(err);
    }
    int code = e instanceof TrainingFailedException ? TRAINING_FAILED : BAD_INPUT;
    if (e instanceof InvalidInputException || e instanceof TrainingFailedException) {
      err.println("zeuxis: " + e.getMessage());
    } else if (ErrorText.saysOutOfMemory(e)) {
      err.println("zeuxis: not enough memory; less --batch or --size needs less"
          + " (more for Java's heap: -Xmx in ZEUXIS_JAVA_OPTS)");
    } else if (e instanceof UncheckedIOException) {
      err.println("zeuxis: " + e.getMessage());
    } else {
      code = BUG;
      err.println("zeuxis: unexpected error: " + ErrorText.of(e));
      err.println(
          "This is a bug. Please report it" + (verbose ? "." : " with what --verbose prints."));
    }
    err.flush();
    return code;
  }
}
