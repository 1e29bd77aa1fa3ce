package org.zeuxis.data;

import java.util.List;
import java.util.stream.Stream;

/** Images whose classes are combinations of {@link Attributes}. */
final class AttributedImages implements Dataset {
  private final Dataset images;
  private final List<String> attributes;
  private final Labels labels;
  private final List<String> notes;

  /**
   * Images with other classes.
   *
   * @param notes what a person should know of the table
   */
  AttributedImages(Dataset images, List<String> attributes, Labels labels, List<String> notes) {
    this.images = images;
    this.attributes = List.copyOf(attributes);
    this.labels = labels;
    this.notes = List.copyOf(notes);
  }

  @Override
  public String name() {
    return images.name();
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public long[] sampleShape() {
    return images.sampleShape();
  }

  @Override
  public List<String> classNames() {
    return labels.classNames();
  }

  @Override
  public int label(int index) {
    return labels.of()[index];
  }

  @Override
  public List<String> names() {
    return images.names();
  }

  @Override
  public List<String> attributes() {
    return attributes;
  }

  @Override
  public void read(int index, boolean flip, float[] out, int offset) {
    images.read(index, flip, out, offset);
  }

  @Override
  public String fingerprint() {
    String own = new Fingerprint(sampleShape(), labels.of()).hex();
    return Fingerprint.of(
        images.fingerprint() + " " + own + " " + attributes + " " + labels.classNames());
  }

  @Override
  public Provenance provenance() {
    Provenance whole = images.provenance();
    return new Provenance(
        whole.kinds(),
        whole.ignored(),
        whole.skipped(),
        Stream.concat(whole.notes().stream(), notes.stream()).toList());
  }
}
