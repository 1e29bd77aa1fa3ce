package org.zeuxis.game;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * A history of made images, which a discriminator learns from instead of the newest ones
 * (Shrivastava et al. 2017, arXiv:1612.07828, section 2.3, as CycleGAN uses it, arXiv:1703.10593,
 * section 4): half of the new images are exchanged for older ones, whose places they take.
 */
final class ImagePool {
  private final Tensor images;
  private final Tensor count;
  private final Rng rng;

  /**
   * An empty pool.
   *
   * @param size images that it holds, at least 1 (CycleGAN: 50)
   * @param shape {@code [C,H,W]} of an image
   * @param rng of the exchanges; the caller saves it
   */
  ImagePool(int size, long[] shape, Rng rng, Device device) {
    try (Scope scope = new Scope()) {
      images = Tensor.zeros(size, shape[0], shape[1], shape[2]).to(device).retain();
      count = Tensor.zeros(1).retain();
    }
    this.rng = rng;
  }

  /**
   * Takes new images in, and gives as many, new and old. {@code [N,C,H,W]} → the same.
   *
   * @param fresh no gradient goes through what is given
   */
  Tensor exchange(Tensor fresh) {
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      List<Tensor> given = new ArrayList<>();
      for (long i = 0; i < fresh.size(0); i++) {
        given.add(exchangeOne(fresh.detach().narrow(0, i, 1)));
      }
      return scope.keep(Tensor.cat(given, 0));
    }
  }

  private Tensor exchangeOne(Tensor image) {
    long held = (long) count.item();
    if (held < images.size(0)) {
      images.narrow(0, held, 1).copyFrom(image);
      count.addInPlace(1.0);
      return image;
    }
    if (rng.uniform(0, 1, 1).item() < 0.5) {
      return image;
    }
    Tensor place = images.narrow(0, rng.integers(held, 1).toLongs()[0], 1);
    Tensor old = place.copy();
    place.copyFrom(image);
    return old;
  }

  /** The images, and how many there are. */
  Map<String, Tensor> state() {
    return Map.of("images", images, "count", count);
  }
}
