package org.zeuxis.data;

import java.util.ArrayList;
import java.util.List;

/** Which images an image file is: one, half of one, or squares cut out of it. */
enum Cut {
  /** The file is the image. */
  WHOLE {
    @Override
    List<byte[]> decode(byte[] file, ImageForm form) throws BadImageException {
      return List.of(ImageDecoder.decode(file, form));
    }
  },

  /** The left one of two images side by side. */
  LEFT {
    @Override
    ImageDecoder.Header header(byte[] file) throws BadImageException {
      return half(ImageDecoder.header(file));
    }

    @Override
    List<byte[]> decode(byte[] file, ImageForm form) throws BadImageException {
      Picture both = ImageDecoder.picture(file);
      return List.of(form.fit(both.part(0, 0, both.height(), both.width() / 2)));
    }
  },

  /** The right one. */
  RIGHT {
    @Override
    ImageDecoder.Header header(byte[] file) throws BadImageException {
      return half(ImageDecoder.header(file));
    }

    @Override
    List<byte[]> decode(byte[] file, ImageForm form) throws BadImageException {
      Picture both = ImageDecoder.picture(file);
      int half = both.width() / 2;
      return List.of(form.fit(both.part(0, half, both.height(), half)));
    }
  },

  /** Squares of the form's side, side by side from the middle out, at full resolution. */
  TILES {
    @Override
    int count(ImageDecoder.Header header, ImageForm form) throws BadImageException {
      int side = form.side();
      int count = header.width() / side * (header.height() / side);
      if (count == 0) {
        throw new BadImageException("has " + header.width() + "×" + header.height()
            + " pixels, expected at least " + side + "×" + side + " to be cut into tiles");
      }
      return count;
    }

    @Override
    List<byte[]> decode(byte[] file, ImageForm form) throws BadImageException {
      Picture whole = ImageDecoder.picture(file);
      int side = form.side();
      int top = whole.height() % side / 2;
      int left = whole.width() % side / 2;
      List<byte[]> tiles = new ArrayList<>();
      for (int y = top; y + side <= whole.height(); y += side) {
        for (int x = left; x + side <= whole.width(); x += side) {
          tiles.add(ImageDecoder.upright(file, whole.part(y, x, side, side), form));
        }
      }
      return tiles;
    }
  };

  static Cut of(DataOptions options) {
    return options.tiles()
        ? TILES
        : switch (options.side()) {
          case WHOLE -> WHOLE;
          case LEFT -> LEFT;
          case RIGHT -> RIGHT;
        };
  }

  /** The header of the images in a file. */
  ImageDecoder.Header header(byte[] file) throws BadImageException {
    return ImageDecoder.header(file);
  }

  /** How many images a file holds. */
  int count(ImageDecoder.Header header, ImageForm form) throws BadImageException {
    return 1;
  }

  /** The images of a file. */
  abstract List<byte[]> decode(byte[] file, ImageForm form) throws BadImageException;

  private static ImageDecoder.Header half(ImageDecoder.Header both) throws BadImageException {
    if (both.width() % 2 != 0) {
      throw new BadImageException("is " + both.width()
          + " pixels wide, expected an even width: two images of one size side by side");
    }
    return new ImageDecoder.Header(both.format(), both.width() / 2, both.height(), both.grey());
  }
}
