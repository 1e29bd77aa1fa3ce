package org.zeuxis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Scope;

/** Every way a file can be broken gets one line that names the file and what is wrong. */
class SafetensorsDamageTest {
  @TempDir
  Path dir;

  private static byte[] file(long headerLength, byte[] header, int dataBytes) {
    return ByteBuffer.allocate(8 + header.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength)
        .put(header)
        .array();
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    Path file = Files.write(dir.resolve("bad.safetensors"), bytes);
    try (Scope scope = new Scope()) {
      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(file + ": ")
          .hasMessageContaining(message)
          .hasMessageNotContaining("\n");
    }
  }

  /** Headers in single quotes for legibility, each before 8 bytes of data. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'w'                                                        | the header is not JSON",
        "{} {}                                                       | the header is not JSON",
        "{'w':{'dtype':'I64','shape':[1],'data_offsets':[0,8]},'w':{}} | Duplicate field 'w'",
        "[1,2]                                                       | a JSON array, expected an obj",
        "{'w':7}                                                     | 'w' is a JSON number",
        "{'w':{'shape':[1],'data_offsets':[0,8]}}                    | has dtype '', expected one of",
        "{'w':{'dtype':'BF16','shape':[4],'data_offsets':[0,8]}}     | has dtype 'BF16'",
        "{'w':{'dtype':'F32','data_offsets':[0,8]}}                  | shape is a JSON missing",
        "{'w':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}     | shape holds -2",
        "{'w':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}}    | shape holds 2.5",
        "{'w':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}} | shape holds 999",
        "{'w':{'dtype':'F32','shape':[9999999999,9999999999],'data_offsets':[0,8]}} | than 2^63 bytes",
        "{'w':{'dtype':'U8','shape':[0,9999999999,9999999999],'data_offsets':[0,0]}} | than 2^63 bytes",
        "{'w':{'dtype':'F32','shape':[2]}}                           | data_offsets is a JSON missing",
        "{'w':{'dtype':'F32','shape':[2],'data_offsets':[8]}}        | expected [begin, end]",
        "{'w':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}      | expected [begin, end]",
        "{'w':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | [3] takes 12 bytes, but its data_offsets span 8",
        "{'w':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}     | ends at byte 12 of the data, but only 8",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}      | 4 bytes follow the last tensor",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}      | begins at byte 4 of the data, leaving a hole",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'U8','shape':[1],'data_offsets':[7,8]}} | 'b' begins at byte 7 of the data, inside the one before",
        "{'__metadata__':[1]}                                        | __metadata__ is a JSON array",
        "{'__metadata__':{'epoch':3}}                                | __metadata__ 'epoch' is a JSON number",
        "{}                                                          | 8 bytes follow the last tensor"
      })
  void headersThatDoNotHold(String header, String message) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(dir.resolve("bad.safetensors"), file(json.length, json, 8));
    try (Scope scope = new Scope()) {
      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(file + ": ")
          .hasMessageNotContaining("\n")
          .satisfies(e -> assertThat(e.getMessage().replace('"', '\'')).contains(message));
    }
  }

  @Test
  void anEmptyFile() throws IOException {
    assertRefused(new byte[0], "is 0 bytes long, expected a safetensors file");
  }

  @Test
  void headerLengthsThatCannotBe() throws IOException {
    assertRefused(file(0, new byte[0], 20), "claims a header of 0 bytes, expected 2 to 100000000");
    assertRefused(file(-1, new byte[0], 20), "claims a header of 18446744073709551615 bytes");
    assertRefused(file(1L << 40, new byte[0], 20), "claims a header of 1099511627776 bytes");
    assertRefused(file(21, new byte[0], 20), "claims a header of 21 bytes, but only 20 follow");
  }

  @Test
  void aPictureIsNoSafetensorsFile() throws IOException {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
    assertRefused(png, "is it a safetensors file?");
  }

  @Test
  void aHeaderThatIsNotText() throws IOException {
    assertRefused(file(4, new byte[] {'{', (byte) 0xff, '"', '}'}, 0), "is not UTF-8 text");
  }

  @Test
  void everyPossibleTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(SafetensorsTest.fixture("mixed.safetensors"));
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "");
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "1 bytes follow the last tensor");
  }

  @Test
  void theFileMustBeThere() {
    Path missing = dir.resolve("none.safetensors");
    assertThatThrownBy(() -> Safetensors.read(missing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> Safetensors.read(dir))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(dir + ": is not a file");
  }
}
