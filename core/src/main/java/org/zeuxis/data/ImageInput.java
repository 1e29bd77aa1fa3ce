package org.zeuxis.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Tensor;

/**
 * Image files at their own size, one after another: a folder or zip archive with its sub-folders,
 * or one file.
 */
public final class ImageInput implements AutoCloseable {
  private final Path path;
  private final ImageFiles files;

  /**
   * An image.
   *
   * @param pixels {@code [1,C,H,W]} in [-1,1], over white, upright; C is 1 or 3
   * @param alpha how opaque each pixel is, {@code [1,1,H,W]} in [0,1]; null where the file has none
   */
  public record Photo(Tensor pixels, Tensor alpha) {}

  private ImageInput(Path path, ImageFiles files) {
    this.path = path;
    this.files = files;
  }

  /**
   * Looks what there is.
   *
   * @throws InvalidInputException if there is nothing of that name, or no image in it
   */
  public static ImageInput open(Path path) {
    if (!Files.isReadable(path)) {
      throw new InvalidInputException(path + ": no such file or folder, or it cannot be read");
    }
    if (Files.isRegularFile(path) && !isZip(path)) {
      return new ImageInput(path, null);
    }
    ImageFiles files = isZip(path) ? new ZipFiles(path) : new FolderFiles(path);
    if (files.paths().isEmpty()) {
      files.close();
      throw new InvalidInputException(path + ": holds no PNG, JPEG, GIF, BMP or WebP files");
    }
    return new ImageInput(path, files);
  }

  private static boolean isZip(Path path) {
    return Files.isRegularFile(path)
        && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /** Whether it is one file that is an image. */
  public boolean isSingle() {
    return files == null;
  }

  /** The images, by their paths within the folder or the archive, sorted. */
  public List<String> paths() {
    return files == null ? List.of(path.getFileName().toString()) : List.copyOf(files.paths());
  }

  /**
   * Reads one of {@link #paths()}, into the caller's scope.
   *
   * @throws InvalidInputException if it is no good image
   */
  public Photo read(String name) {
    try {
      return ImageDecoder.photo(files == null ? Files.readAllBytes(path) : files.bytes(name));
    } catch (BadImageException e) {
      throw new InvalidInputException(
          (files == null ? path.toString() : files.prefix() + name) + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InvalidInputException(
          (files == null ? path.toString() : files.prefix() + name) + ": cannot be read ("
              + InvalidInputException.reason(e) + ")",
          e);
    }
  }

  @Override
  public void close() {
    if (files != null) {
      files.close();
    }
  }
}
