package dev.klatch.file.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Finds how a camera was held, in the Exif data of a picture. */
final class Orientation {
  /** The picture is upright as it is stored. */
  static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int LAST = 8;
  private static final int ENTRY_BYTES = 12;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private Orientation() {}

  /**
   * Reads the orientation.
   *
   * @param exif content of an Exif block, with or without its six letters in front
   * @return 1 to 8 as Exif numbers them; {@link #UPRIGHT} where it says nothing readable
   */
  static int of(byte[] exif) {
    try {
      int start = startsWithName(exif) ? EXIF.length : 0;
      ByteBuffer data = ByteBuffer.wrap(exif, start, exif.length - start).slice();
      short order = data.getShort();
      data.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      data.getShort();
      data.position(Math.toIntExact(Integer.toUnsignedLong(data.getInt())));
      int count = Short.toUnsignedInt(data.getShort());
      for (int i = 0; i < count; i++) {
        int entry = data.position();
        if (Short.toUnsignedInt(data.getShort()) == TAG) {
          int value = Short.toUnsignedInt(data.getShort(entry + 8));
          return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
        }
        data.position(entry + ENTRY_BYTES);
      }
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException e) {
      // Broken Exif says nothing; the picture itself may be fine.
      return UPRIGHT;
    }
    return UPRIGHT;
  }

  private static boolean startsWithName(byte[] exif) {
    return exif.length >= EXIF.length
        && java.util.Arrays.equals(exif, 0, EXIF.length, EXIF, 0, EXIF.length);
  }
}
