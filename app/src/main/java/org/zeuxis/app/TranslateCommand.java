package org.zeuxis.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.zeuxis.InvalidInputException;
import org.zeuxis.game.Translates;
import org.zeuxis.recipe.GameKind;
import org.zeuxis.run.TrainedTranslator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "translate",
    description = "Makes images of images: of one domain those of the other.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Names, sub-folders and transparency stay as they are.",
      "",
      "Examples:",
      "  zeuxis translate runs/horses photos/ zebras/",
      "  zeuxis translate runs/horses --from B zebra.png horse.png",
      "  zeuxis translate runs/emoji --from A google.zip --out twitter.zip"
    })
final class TranslateCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "DOMAIN",
      description = "What the images are, such as A. Default: the first domain of the training.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "DOMAIN",
      description = "What they are to become, such as B.")
  private String to;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Gives every image noise of its own: of pix2pix dropout, of pixelda the vector. "
              + "Default: equal images get equal answers.")
  private Long seed;

  @Mixin
  private ImagesInOut images;

  @Override
  public Integer call() {
    try (TrainedTranslator translator = images.load()) {
      if (translator.recipe().game().kind() == GameKind.INPAINT) {
        throw new InvalidInputException(images.run() + ": is a run of recipe "
            + translator.recipe().name() + ", which needs a mask: zeuxis restore --mask FILE");
      }
      String target = translator.target(target(translator));
      if (seed != null) {
        drawNoise(translator.game());
      }
      images.each(image -> translator.game().translate(translator.fitted(image, target), target));
    }
    return Main.OK;
  }

  private void drawNoise(Translates game) {
    try {
      game.drawNoise(seed);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("--seed: " + images.run() + ": " + e.getMessage(), e);
    }
  }

  /** From one of two domains the way leads to the other. */
  private String target(TrainedTranslator translator) {
    if (from == null) {
      return to;
    }
    List<String> sources = translator.sources();
    if (sources.isEmpty()) {
      throw new InvalidInputException("--from: " + images.run()
          + " was trained on one set of images; say what they are to become, with --to");
    }
    int place = sources.indexOf(from);
    if (place < 0) {
      throw new InvalidInputException("--from: " + images.run() + " translates from "
          + String.join(" or ", sources) + ", got '" + from + "'");
    }
    String target = translator.targets().get(place);
    if (to != null && !to.equals(target)) {
      throw new InvalidInputException(
          "--to: from " + from + " the run translates to " + target + ", got '" + to + "'");
    }
    return target;
  }
}
