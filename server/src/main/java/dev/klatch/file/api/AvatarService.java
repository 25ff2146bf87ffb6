package dev.klatch.file.api;

import dev.klatch.account.AccountService;
import dev.klatch.crypto.Ids;
import dev.klatch.file.FileConfig;
import dev.klatch.file.FileStore;
import dev.klatch.file.FileType;
import dev.klatch.file.StoredFile;
import dev.klatch.file.StoredFile.Purpose;
import dev.klatch.file.StoredFile.Source;
import dev.klatch.file.image.Pictures;
import dev.klatch.http.AppException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Profile pictures: square, small, one for each person. */
public final class AvatarService {
  /** Begins the names of profile pictures; those of other things begin otherwise. */
  private static final String PROFILE = "avatar-";

  private final FileStore store;
  private final FileContents contents;
  private final FileService files;
  private final FileConfig config;
  private final Pictures pictures;
  private final AccountService accounts;
  private final Clock clock;

  public AvatarService(
      FileStore store,
      FileContents contents,
      FileService files,
      FileConfig config,
      Pictures pictures,
      AccountService accounts,
      Clock clock) {
    this.store = store;
    this.contents = contents;
    this.files = files;
    this.config = config;
    this.pictures = pictures;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The most bytes of an uploaded profile picture. */
  long maxBytes() {
    return config.avatarMaxBytes();
  }

  /**
   * Makes a picture the person's profile picture; the one before is removed.
   *
   * @param manual whether the person chose it; a sign-in service's picture then no longer replaces
   *     it
   * @return its address
   */
  String set(String userId, Path upload, String name, boolean manual) {
    List<StoredFile> before =
        store.avatars(userId).stream().filter(file -> file.name().startsWith(PROFILE)).toList();
    StoredFile file = store(userId, upload, name, PROFILE);
    String url = file.path() + "?manual=" + manual;
    accounts.setAvatar(userId, url);
    before.forEach(files::remove);
    return url;
  }

  /**
   * Stores a square picture for something of a person's, an agent for instance.
   *
   * @param prefix of its name in the address
   */
  public StoredFile store(String userId, Path upload, String name, String prefix) {
    FileType type;
    try {
      type = FileType.of(upload, name);
    } catch (IOException e) {
      throw FileContents.failed(e);
    }
    if (type.kind() != FileType.Kind.IMAGE) {
      throw AppException.badRequest(
          "IMAGE_UNREADABLE",
          "\"" + name + "\" is no picture this server can decode. Choose a PNG, JPEG or WebP.");
    }
    Pictures.Picture picture = pictures.avatar(upload, type.media());
    Source source = contents.sourceFor(FileContents.Kind.AVATAR);
    Instant now = clock.instant();
    String id = Ids.uuid().toString();
    StoredFile file =
        new StoredFile(
            id,
            Ids.objectId(clock),
            userId,
            prefix + now.toEpochMilli() + ".png",
            "/images/" + userId + "/" + prefix + now.toEpochMilli() + "-" + id + ".png",
            picture.type(),
            picture.bytes().length,
            Purpose.AVATAR,
            source,
            picture.width(),
            picture.height(),
            false,
            0,
            null,
            null,
            null,
            null,
            now,
            now);
    contents.put(source, file.blobKey(), picture.bytes(), picture.type());
    store.add(file, null);
    return file;
  }
}
