package org.zeuxis.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.ImageInput;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.recipe.GameKind;
import org.zeuxis.run.TrainedTranslator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "restore",
    description = "Fills in missing parts of images with a trained inpaint.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  zeuxis restore runs/photos --mask mask.png damaged.png whole.png",
      "  zeuxis restore runs/photos --mask mask.png damaged/ whole/"
    })
final class RestoreCommand implements Callable<Integer> {
  @Option(
      names = "--mask",
      required = true,
      paramLabel = "FILE",
      description =
          "An image of the same size, white where something is missing, black or transparent elsewhere.")
  private Path mask;

  @Mixin
  private ImagesInOut images;

  @Override
  public Integer call() {
    try (TrainedTranslator translator = images.load();
        ImageInput file = ImageInput.open(mask);
        Scope scope = new Scope()) {
      translator.requireKind(GameKind.INPAINT, "restore");
      if (!file.isSingle()) {
        throw new InvalidInputException("--mask: expected one image, got " + mask);
      }
      Tensor missing = missing(file.read(file.paths().get(0)));
      String target = translator.target(null);
      images.each(image -> {
        requireSameSize(image, missing);
        Tensor fitted = translator.fitted(image, target);
        return translator.game().translate(Tensor.cat(List.of(fitted, missing), 1), target);
      });
    }
    return Main.OK;
  }

  /** 1 where the mask is nearer to white than to black, and not transparent. */
  private static Tensor missing(ImageInput.Photo mask) {
    Tensor white = positive(mask.pixels().mean(1).unsqueeze(1));
    return mask.alpha() == null ? white : white.times(positive(mask.alpha().minus(0.5)));
  }

  private static Tensor positive(Tensor x) {
    return x.relu().isZero().neg().plus(1);
  }

  private void requireSameSize(Tensor image, Tensor missing) {
    if (image.size(2) != missing.size(2) || image.size(3) != missing.size(3)) {
      throw new InvalidInputException("--mask: " + mask + " is " + size(missing) + ", expected "
          + size(image) + " as the image is");
    }
  }

  private static String size(Tensor image) {
    return image.size(3) + "x" + image.size(2);
  }
}
