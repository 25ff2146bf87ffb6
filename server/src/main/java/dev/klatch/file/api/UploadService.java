package dev.klatch.file.api;

import dev.klatch.crypto.Ids;
import dev.klatch.file.FileConfig;
import dev.klatch.file.FileLimits;
import dev.klatch.file.FileNames;
import dev.klatch.file.FileStore;
import dev.klatch.file.FileType;
import dev.klatch.file.StoredFile;
import dev.klatch.file.StoredFile.Purpose;
import dev.klatch.file.StoredFile.Source;
import dev.klatch.file.image.Pictures;
import dev.klatch.file.text.TextExtraction;
import dev.klatch.http.AppException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Takes uploads in: checks them against the limits, makes pictures handy, reads texts. */
public final class UploadService {
  /** Uses of a file by tools that read it themselves. */
  private static final Set<String> RAW = Set.of("execute_code");

  /** Uses of a file for the text in it. */
  private static final Set<String> AS_TEXT = Set.of("context", "ocr");

  private final FileStore store;
  private final FileContents contents;
  private final FileConfig config;
  private final Pictures pictures;
  private final TextExtraction extraction;
  private final ToIntFunction<String> tokens;
  private final Clock clock;

  /**
   * @param tokens counts the tokens of a text
   */
  public UploadService(
      FileStore store,
      FileContents contents,
      FileConfig config,
      Pictures pictures,
      TextExtraction extraction,
      ToIntFunction<String> tokens,
      Clock clock) {
    this.store = store;
    this.contents = contents;
    this.config = config;
    this.pictures = pictures;
    this.extraction = extraction;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * A received file and what it is for.
   *
   * @param endpoint it is to be sent to, or null
   * @param custom whether that endpoint is one of the settings file
   * @param toolResource use of it by a tool, or null
   * @param forAgent whether an agent keeps it
   */
  record Upload(
      String userId,
      Path file,
      String name,
      long size,
      @Nullable String endpoint,
      boolean custom,
      @Nullable String toolResource,
      boolean forAgent) {
    boolean asText() {
      return toolResource != null && AS_TEXT.contains(toolResource);
    }
  }

  /**
   * Takes a file in.
   *
   * @param pictureOnly whether anything but a picture is refused
   * @throws AppException 4xx with cause and fix when it is not taken; nothing is stored then
   */
  StoredFile take(Upload upload, boolean pictureOnly) {
    try {
      FileType type = FileType.of(upload.file(), upload.name());
      check(upload, type);
      if (type.kind() == FileType.Kind.IMAGE && !upload.asText()) {
        return picture(upload, type);
      }
      if (pictureOnly || type.kind() == FileType.Kind.OTHER_IMAGE) {
        throw AppException.badRequest(
            "IMAGE_UNREADABLE",
            "\""
                + upload.name()
                + "\" is no picture this server can decode. Save it as PNG, JPEG, GIF or WebP"
                + (type.media().equals("image/svg+xml") ? ", or attach it as a file." : "."));
      }
      return document(upload, type);
    } catch (IOException e) {
      throw FileContents.failed(e);
    }
  }

  private void check(Upload upload, FileType type) {
    String endpoint = upload.endpoint();
    FileLimits limits = config.limits(endpoint, upload.custom());
    if (limits.disabled()) {
      throw Limits.disabled(endpoint == null ? "this endpoint" : endpoint);
    }
    if (upload.size() > limits.maxBytes()) {
      throw Limits.tooLarge("A file", limits.maxBytes());
    }
    if (!limits.accepts(type.media())) {
      throw Limits.unsupported(upload.name(), type.media());
    }
  }

  private StoredFile picture(Upload upload, FileType type) {
    Pictures.Picture picture = pictures.prepare(upload.file(), type.media(), config.imageFormat());
    Source source = contents.sourceFor(FileContents.Kind.IMAGE);
    String id = Ids.uuid().toString();
    String name =
        type.media().equals(picture.type())
            ? upload.name()
            : FileNames.withExtension(upload.name(), picture.extension());
    StoredFile file =
        describe(upload, id, name, picture.type(), picture.bytes().length, source, picture, null);
    byte[] thumbnail = picture.thumbnail();
    if (thumbnail != null) {
      contents.put(source, file.thumbnailKey(), thumbnail, "application/octet-stream");
    }
    contents.put(source, file.blobKey(), picture.bytes(), picture.type());
    store.add(file, null);
    return file;
  }

  private StoredFile document(Upload upload, FileType type) throws IOException {
    boolean raw = upload.toolResource() != null && RAW.contains(upload.toolResource());
    String text =
        raw && !TextExtraction.reads(type.kind())
            ? null
            : extraction.read(upload.file(), type, upload.name());
    Integer count = text == null ? null : Integer.valueOf(tokens.applyAsInt(text));
    Source source = upload.asText() ? Source.TEXT : contents.sourceFor(FileContents.Kind.DOCUMENT);
    String id = Ids.uuid().toString();
    StoredFile file =
        describe(upload, id, upload.name(), type.media(), upload.size(), source, null, count);
    if (source != Source.TEXT) {
      contents.put(source, file.blobKey(), upload.file(), type.media());
    }
    store.add(file, text);
    return file;
  }

  private StoredFile describe(
      Upload upload,
      String id,
      String name,
      String media,
      long size,
      Source source,
      Pictures.@Nullable Picture picture,
      @Nullable Integer textTokens) {
    Instant now = clock.instant();
    String folder = picture == null ? "/uploads/" : "/images/";
    return new StoredFile(
        id,
        Ids.objectId(clock),
        upload.userId(),
        name,
        folder + upload.userId() + "/" + id + "__" + FileNames.inPath(name),
        media,
        size,
        upload.forAgent() ? Purpose.AGENTS : Purpose.MESSAGE_ATTACHMENT,
        source,
        picture == null ? null : Integer.valueOf(picture.width()),
        picture == null ? null : Integer.valueOf(picture.height()),
        picture != null && picture.thumbnail() != null,
        0,
        textTokens,
        null,
        null,
        upload.forAgent() ? null : now.plus(FileService.UNUSED),
        now,
        now);
  }
}
