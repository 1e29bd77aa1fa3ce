package org.zeuxis.data;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.zeuxis.InvalidInputException;

/**
 * A public data set that is fetched once from its home, or a mirror, into the cache.
 *
 * @param home the base address of its files
 * @param train the files of the training part
 * @param test the files of the test part; the same where one archive holds both
 * @param classNames the classes by number; empty takes those that come with the data
 */
record NamedSet(
    String name,
    String home,
    List<RemoteFile> train,
    List<RemoteFile> test,
    List<String> classNames) {
  private static final Pattern WEB = Pattern.compile("https?://.+");
  private static final String TAR = ".tar.gz";

  static final NamedSet MNIST = new NamedSet(
      "mnist",
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      List.of(
          new RemoteFile(
              "train-images-idx3-ubyte.gz",
              "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
          new RemoteFile(
              "train-labels-idx1-ubyte.gz",
              "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")),
      List.of(
          new RemoteFile(
              "t10k-images-idx3-ubyte.gz",
              "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
          new RemoteFile(
              "t10k-labels-idx1-ubyte.gz",
              "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
      List.of());

  static final NamedSet FASHION_MNIST = new NamedSet(
      "fashion-mnist",
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
      List.of(
          new RemoteFile(
              "train-images-idx3-ubyte.gz",
              "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
          new RemoteFile(
              "train-labels-idx1-ubyte.gz",
              "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9")),
      List.of(
          new RemoteFile(
              "t10k-images-idx3-ubyte.gz",
              "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
          new RemoteFile(
              "t10k-labels-idx1-ubyte.gz",
              "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),
      List.of(
          "T-shirt/top",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot"));

  private static final List<RemoteFile> CIFAR_10_ARCHIVE = List.of(new RemoteFile(
      "cifar-10-binary.tar.gz",
      "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
      ""));

  static final NamedSet CIFAR_10 = new NamedSet(
      "cifar10",
      "https://www.cs.toronto.edu/~kriz/",
      CIFAR_10_ARCHIVE,
      CIFAR_10_ARCHIVE,
      List.of());

  ImageSet open(DataOptions options, ProgressListener progress) {
    String base = options.mirror().isEmpty() ? home : options.mirror();
    if (!WEB.matcher(base).matches()) {
      throw new InvalidInputException(
          "mirror '" + base + "': expected an address that begins with http:// or https://");
    }
    Path folder = options.cache().resolve(name);
    for (RemoteFile file : options.testSplit() ? test : train) {
      Path fetched = Download.fetch(base, file, folder, progress);
      if (file.name().endsWith(TAR)) {
        folder = folder.resolve(file.name().substring(0, file.name().length() - TAR.length()));
        TarGz.unpack(fetched, folder);
      }
    }
    ImageSet set = IdxSet.isIn(folder)
        ? IdxSet.openFolder(folder, name, options, progress)
        : CifarSet.openFolder(folder, name, options, progress);
    return classNames.isEmpty() ? set : set.withClassNames(classNames);
  }
}
