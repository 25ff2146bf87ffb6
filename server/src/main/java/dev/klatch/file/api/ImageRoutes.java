package dev.klatch.file.api;

import dev.klatch.account.SessionService;
import dev.klatch.file.StoredFile;
import dev.klatch.file.StoredFile.Purpose;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * {@code /images}: pictures in pages. Their addresses cannot be guessed; with {@code
 * secureImageLinks} they also need their owner's session, by its cookie.
 */
public final class ImageRoutes {
  private final FileService files;
  private final SessionService sessions;
  private final boolean secure;

  /**
   * @param secure whether only their owner may see images
   */
  public ImageRoutes(FileService files, SessionService sessions, boolean secure) {
    this.files = files;
    this.sessions = sessions;
    this.secure = secure;
  }

  public void register(Router router) {
    router.get("/images/{userId}/{name}", Access.PUBLIC, this::image);
  }

  private void image(Exchange exchange) throws IOException {
    String path =
        "/images/" + exchange.pathParameter("userId") + "/" + exchange.pathParameter("name");
    StoredFile file =
        files
            .byPath(path)
            .filter(StoredFile::isImage)
            .filter(image -> !secure || maySee(exchange, image))
            .orElseThrow(() -> AppException.notFound("This picture was not found."));
    boolean small = "small".equals(exchange.query("size")) && file.thumbnail();
    String tag = "\"" + file.id() + (small ? "-small" : "") + "\"";
    Delivery.harmless(exchange);
    // The content under an address never changes.
    exchange.replyHeader(
        "Cache-Control", (secure ? "private" : "public") + ", max-age=31536000, immutable");
    exchange.replyHeader("ETag", tag);
    if (tag.equals(exchange.header("If-None-Match"))) {
      exchange.replyEmpty(304);
    } else if (small) {
      try (InputStream in = files.openThumbnail(file)) {
        byte[] bytes = in.readAllBytes();
        exchange.replyBytes(200, bytes[0] == (byte) 0xFF ? "image/jpeg" : "image/png", bytes);
      }
    } else {
      Delivery.send(exchange, file.type(), file.size(), files.open(file));
    }
  }

  /** Profile pictures are for everybody who is signed in. */
  private boolean maySee(Exchange exchange, StoredFile image) {
    String cookie = exchange.cookie("refreshToken");
    Optional<String> viewer = cookie == null ? Optional.empty() : sessions.holder(cookie);
    return viewer.isPresent()
        && (image.purpose() == Purpose.AVATAR || viewer.get().equals(image.userId()));
  }
}
