package org.zeuxis.game;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Attributes;
import org.zeuxis.data.NearestName;
import org.zeuxis.engine.Tensor;

/**
 * What a translator between several domains is told, K numbers an image: of attributes 1 for each
 * that it is to have, else 0; of classes, which exclude one another, 1 for one of them (StarGAN,
 * arXiv:1711.09020, section 3.1).
 */
public final class DomainCodes {
  private final List<String> names;
  private final boolean exclusive;
  private final float[][] ofClass;

  /**
   * Codes of the classes of a set.
   *
   * @param attributes of which the classes are combinations, as in {@link Attributes}; or none
   * @param classNames by number
   * @throws IllegalArgumentException if there is nothing to choose from
   */
  public DomainCodes(List<String> attributes, List<String> classNames) {
    exclusive = attributes.isEmpty();
    names = List.copyOf(exclusive ? classNames : attributes);
    if (exclusive && names.size() < 2) {
      throw new IllegalArgumentException("expected at least two domains: a table (data.attributes),"
          + " or images with classes, such as folders; got one class");
    }
    ofClass = new float[classNames.size()][names.size()];
    for (int c = 0; c < ofClass.length; c++) {
      Set<String> has = exclusive ? Set.of(classNames.get(c)) : Attributes.of(classNames.get(c));
      for (int k = 0; k < names.size(); k++) {
        ofClass[c][k] = has.contains(names.get(k)) ? 1 : 0;
      }
    }
  }

  /** The attributes, or the classes. */
  public List<String> names() {
    return names;
  }

  /** {@code labels int64 [N]} → {@code [N,K]}. */
  Tensor of(Tensor labels) {
    long[] classes = labels.toLongs();
    float[][] codes = new float[classes.length][];
    Arrays.setAll(codes, i -> ofClass[Math.toIntExact(classes[i])]);
    return tensor(codes);
  }

  /**
   * How far a classification is off (section 3.2, equations 2 and 3, as the authors' code has it):
   * of attributes the binary cross entropies' sum over them, of classes the cross entropy; the mean
   * over images.
   *
   * @param logits {@code [N,K]}
   * @param code {@code [N,K]}
   */
  Tensor loss(Tensor logits, Tensor code) {
    Tensor each = exclusive
        ? logits.logSoftmax(1).neg().times(code)
        : logits.times(code.times(-2).plus(1)).softplus();
    return each.sum(1).mean();
  }

  /** The attributes that a classification sees. {@code logits [N,K]} → {@code [N,K]}. */
  Tensor seen(Tensor logits) {
    float[][] seen = rows(logits);
    for (float[] row : seen) {
      for (int k = 0; k < row.length; k++) {
        row[k] = row[k] > 0 ? 1 : 0;
      }
    }
    return tensor(seen);
  }

  /** Which images have the k-th, or have it not. {@code code [N,K]} → {@code int64 [n]}. */
  Tensor those(Tensor code, int k, boolean have) {
    float[][] rows = rows(code);
    long[] found = LongStream.range(0, rows.length)
        .filter(i -> rows[(int) i][k] > 0 == have)
        .toArray();
    return Tensor.of(found, found.length);
  }

  /** The same but for one: an attribute toggled, or one class instead of another. */
  Tensor changed(Tensor code, int k) {
    float[][] changed = rows(code);
    for (float[] row : changed) {
      float wanted = exclusive ? 1 : 1 - row[k];
      if (exclusive) {
        Arrays.fill(row, 0);
      }
      row[k] = wanted;
    }
    return tensor(changed);
  }

  /** What {@link #changed} makes, for people. */
  String change(int k) {
    return exclusive ? "to " + names.get(k) : names.get(k) + " toggled";
  }

  /**
   * What a text asks for: a class; or attributes, {@code smiling=1,young=0}, of which those that
   * are not named stay as they are. An attribute without a number means 1.
   *
   * @param own what the images have, {@code [N,K]}; asked for only where something stays
   * @return {@code [N,K]}
   * @throws InvalidInputException naming what can be asked for
   */
  Tensor wanted(String target, long count, Supplier<Tensor> own) {
    Map<Integer, Float> asked = new HashMap<>();
    if (exclusive) {
      int wanted = number(target);
      IntStream.range(0, names.size()).forEach(k -> asked.put(k, k == wanted ? 1f : 0f));
    } else {
      Arrays.stream(target.split(",", -1)).forEach(one -> ask(one, asked));
    }
    float[][] wanted = asked.size() < names.size()
        ? rows(own.get())
        : new float[Math.toIntExact(count)][names.size()];
    for (float[] row : wanted) {
      asked.forEach((k, value) -> row[k] = value);
    }
    return tensor(wanted);
  }

  private void ask(String assignment, Map<Integer, Float> asked) {
    String[] sides = assignment.split("=", 2);
    String name = sides[0].strip();
    String value = sides.length == 1 ? "1" : sides[1].strip();
    int k = number(name);
    if (!value.equals("0") && !value.equals("1")) {
      throw new InvalidInputException(
          name + ": expected " + name + "=1 or " + name + "=0, got '" + assignment + "'");
    }
    if (asked.put(k, value.equals("1") ? 1f : 0f) != null) {
      throw new InvalidInputException(name + ": expected once, got it twice");
    }
  }

  private int number(String name) {
    int k = names.indexOf(name);
    if (k < 0) {
      throw new InvalidInputException((exclusive ? "domain '" : "attribute '") + name
          + "' is unknown"
          + NearestName.to(name, names)
              .map(near -> ", did you mean " + near + "?")
              .orElse("")
          + " (known: " + String.join(", ", names) + ")");
    }
    return k;
  }

  private float[][] rows(Tensor code) {
    float[] flat = code.toFloats();
    float[][] rows = new float[flat.length / names.size()][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * names.size(), (i + 1) * names.size()));
    return rows;
  }

  private Tensor tensor(float[][] rows) {
    float[] flat = new float[rows.length * names.size()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * names.size(), names.size());
    }
    return Tensor.of(flat, rows.length, names.size());
  }
}
