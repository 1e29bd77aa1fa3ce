package org.zeuxis.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.zeuxis.recipe.GameKind;
import org.zeuxis.run.TrainedTranslator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "edit",
    description = "Changes attributes of images with a trained stargan.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Attributes that are not named stay as the run's discriminator sees them in the image.",
      "",
      "Examples:",
      "  zeuxis edit runs/faces --set smiling=1 face.png smiling.png",
      "  zeuxis edit runs/faces --set smiling=1 --set young=0 faces/ edited/"
    })
final class EditCommand implements Callable<Integer> {
  @Option(
      names = "--set",
      required = true,
      split = ",",
      paramLabel = "ATTRIBUTE=0|1",
      description = "What is to be there, or not; of a run on class folders: the class's name.")
  private List<String> wanted = new ArrayList<>();

  @Mixin
  private ImagesInOut images;

  @Override
  public Integer call() {
    try (TrainedTranslator translator = images.load()) {
      translator.requireKind(GameKind.STARGAN, "edit");
      String target = String.join(",", wanted);
      images.each(image -> translator.game().translate(translator.fitted(image, target), target));
    }
    return Main.OK;
  }
}
