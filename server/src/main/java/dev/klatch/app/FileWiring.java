package dev.klatch.app;

import dev.klatch.account.AccountService;
import dev.klatch.account.SessionService;
import dev.klatch.blob.BlobStore;
import dev.klatch.blob.FolderBlobStore;
import dev.klatch.blob.S3BlobStore;
import dev.klatch.blob.S3Config;
import dev.klatch.config.Environment;
import dev.klatch.file.FileConfig;
import dev.klatch.file.FileStore;
import dev.klatch.file.api.AvatarService;
import dev.klatch.file.api.FileContents;
import dev.klatch.file.api.FileRoutes;
import dev.klatch.file.api.FileService;
import dev.klatch.file.api.ImageRoutes;
import dev.klatch.file.api.UploadService;
import dev.klatch.file.image.Pictures;
import dev.klatch.file.text.TextExtraction;
import dev.klatch.http.Router;
import dev.klatch.httpclient.HttpTransport;
import dev.klatch.sql.Database;
import dev.klatch.usage.TokenCounter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Puts files together: stores, uploads, delivery, profile pictures. */
final class FileWiring {
  private FileWiring() {}

  /** What files need of the rest. */
  record Needs(
      Database database,
      AccountService accounts,
      SessionService sessions,
      HttpTransport network,
      TokenCounter tokens,
      Clock clock) {}

  /** What others use of files. */
  record Wired(FileService files, AvatarService avatars, FileRoutes routes) {}

  /**
   * Registers the routes.
   *
   * @throws IOException when the data folder cannot be used
   */
  static Wired wire(Needs needs, Settings settings, Router router) throws IOException {
    FileConfig config = settings.files();
    Path folder = settings.server().data().resolve("files");
    Path temporary = emptied(folder.resolve("tmp"));
    Clock clock = needs.clock();
    FileStore store = new FileStore(needs.database());
    FileContents contents =
        new FileContents(
            new FolderBlobStore(folder),
            s3(settings.environment(), needs.network(), clock),
            config.stores(),
            temporary);
    FileService files = new FileService(store, contents, config, clock);
    Pictures pictures = new Pictures();
    AvatarService avatars =
        new AvatarService(store, contents, files, config, pictures, needs.accounts(), clock);
    UploadService uploads =
        new UploadService(
            store,
            contents,
            config,
            pictures,
            new TextExtraction(temporary),
            needs.tokens()::count,
            clock);
    FileRoutes routes = new FileRoutes(files, uploads, avatars, contents, config, clock);
    routes.register(router);
    new ImageRoutes(files, needs.sessions(), config.secureImages()).register(router);
    needs.accounts().holds(files);
    return new Wired(files, avatars, routes);
  }

  /** Uploads that a crash cut off are of no use to anybody. */
  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        if (Files.isRegularFile(file)) {
          Files.delete(file);
        }
      }
    }
    return folder;
  }

  /** The object store of the variables {@code AWS_*}; null when they name none. */
  private static @Nullable BlobStore s3(
      Environment environment, HttpTransport network, Clock clock) {
    String bucket = environment.value("AWS_BUCKET_NAME");
    String key = environment.value("AWS_ACCESS_KEY_ID");
    String secret = environment.value("AWS_SECRET_ACCESS_KEY");
    if (bucket == null || key == null || secret == null) {
      return null;
    }
    String region = environment.value("AWS_REGION");
    String endpoint = environment.value("AWS_ENDPOINT_URL");
    return new S3BlobStore(
        new S3Config(
            endpoint == null ? null : URI.create(endpoint),
            region == null ? "us-east-1" : region,
            bucket,
            key,
            secret,
            environment.value("AWS_SESSION_TOKEN"),
            environment.isTrue("AWS_FORCE_PATH_STYLE")),
        network,
        clock);
  }
}
