package org.zeuxis.app;

import java.util.concurrent.Callable;
import org.zeuxis.InvalidInputException;
import org.zeuxis.recipe.GameKind;
import org.zeuxis.run.TrainedTranslator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "upscale",
    description = "Enlarges images with a trained srgan, as many times as it learnt to.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  zeuxis upscale runs/photos small/ large/",
      "  zeuxis upscale runs/photos --scale 4 small.png large.png"
    })
final class UpscaleCommand implements Callable<Integer> {
  @Option(
      names = "--scale",
      paramLabel = "N",
      description = "How many times larger, if you want it checked: a run knows one scale.")
  private Integer scale;

  @Mixin
  private ImagesInOut images;

  @Override
  public Integer call() {
    try (TrainedTranslator translator = images.load()) {
      translator.requireKind(GameKind.SRGAN, "upscale");
      int own = translator.recipe().translation().scale();
      if (scale != null && scale != own) {
        throw new InvalidInputException("--scale: " + images.run() + " enlarges " + own
            + " times, got " + scale + "; another scale needs a run trained with --scale " + scale);
      }
      String target = translator.target(null);
      images.each(image -> translator.game().translate(translator.fitted(image, target), target));
    }
    return Main.OK;
  }
}
