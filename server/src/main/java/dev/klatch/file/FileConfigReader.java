package dev.klatch.file;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Environment;
import dev.klatch.config.Findings;
import dev.klatch.config.SettingReader;
import dev.klatch.file.FileConfig.ImageFormat;
import dev.klatch.file.FileConfig.Rates;
import dev.klatch.file.FileConfig.Stores;
import dev.klatch.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads {@link FileConfig} from the settings file and the environment. */
public final class FileConfigReader {
  private static final int SERVER_MB = 512;
  private static final int AVATAR_MB = 2;
  private static final int TOKENS = 100_000;
  private static final int PER_ADDRESS = 100;
  private static final int PER_USER = 50;
  private static final int WINDOW_MINUTES = 15;

  private final ConfigNode root;
  private final SettingReader variables;
  private final Findings findings;

  private FileConfigReader(ConfigNode root, SettingReader variables, Findings findings) {
    this.root = root;
    this.variables = variables;
    this.findings = findings;
  }

  /**
   * Reads the settings.
   *
   * @param root of the settings file
   * @param findings takes what is wrong or cannot be done
   */
  public static FileConfig read(ConfigNode root, Environment environment, Findings findings) {
    return new FileConfigReader(root, new SettingReader(environment), findings).read();
  }

  private FileConfig read() {
    ConfigNode section = root.get("fileConfig");
    ConfigNode limits = section == null ? ConfigNode.empty() : section;
    return new FileConfig(
        section == null || !section.isMap() ? null : Json.MAPPER.valueToTree(section.toPlain()),
        endpoints(limits.get("endpoints")),
        bytes(limits, "serverFileSizeLimit", SERVER_MB * FileLimits.MEGABYTE),
        bytes(limits, "avatarSizeLimit", AVATAR_MB * FileLimits.MEGABYTE),
        (int) Math.min(Integer.MAX_VALUE, number(limits, "fileTokenLimit", TOKENS)),
        imageFormat(),
        root.bool("secureImageLinks", false),
        rates(root.at("rateLimits", "fileUploads")),
        stores());
  }

  private Map<String, FileLimits> endpoints(@Nullable ConfigNode section) {
    if (section == null) {
      return Map.of();
    }
    ConfigNode general = section.get(FileConfig.DEFAULT);
    FileLimits otherwise =
        general == null ? FileLimits.defaults() : limits(general, FileLimits.defaults());
    Map<String, FileLimits> byName = new HashMap<>();
    section.entries().forEach(e -> byName.put(e.key(), limits(e.value(), otherwise)));
    byName.put(FileConfig.DEFAULT, otherwise);
    return byName;
  }

  private FileLimits limits(ConfigNode node, FileLimits otherwise) {
    return new FileLimits(
        node.bool("disabled", otherwise.disabled()),
        (int) Math.min(Integer.MAX_VALUE, number(node, "fileLimit", otherwise.maxFiles())),
        bytes(node, "fileSizeLimit", otherwise.maxBytes()),
        bytes(node, "totalSizeLimit", otherwise.maxTotalBytes()),
        node.get("supportedMimeTypes") == null ? otherwise.types() : types(node));
  }

  /** Patterns that cannot be read are left out; if none can, nothing is accepted. */
  private List<Pattern> types(ConfigNode node) {
    List<Pattern> patterns = new ArrayList<>();
    ConfigNode list = node.get("supportedMimeTypes");
    for (ConfigNode item : list == null ? List.<ConfigNode>of() : list.items()) {
      try {
        patterns.add(Pattern.compile(item.text()));
      } catch (PatternSyntaxException e) {
        findings.warning(
            item.line(),
            item.column(),
            "S11",
            "`" + item.text() + "` is no pattern: " + e.getDescription(),
            "correct it; until then it accepts nothing");
      }
    }
    return patterns;
  }

  private static long bytes(ConfigNode node, String key, long otherwise) {
    ConfigNode value = node.get(key);
    BigDecimal megabytes = value == null ? null : value.number();
    return megabytes == null || megabytes.signum() < 0
        ? otherwise
        : megabytes.multiply(BigDecimal.valueOf(FileLimits.MEGABYTE)).longValue();
  }

  private static long number(ConfigNode node, String key, long otherwise) {
    ConfigNode value = node.get(key);
    BigDecimal number = value == null ? null : value.number();
    return number == null || number.signum() < 0 ? otherwise : number.longValue();
  }

  private @Nullable ImageFormat imageFormat() {
    ConfigNode node = root.get("imageOutputType");
    if (node == null || !node.isScalar()) {
      return null;
    }
    ImageFormat format =
        switch (node.text()) {
          case "png" -> ImageFormat.PNG;
          case "jpeg" -> ImageFormat.JPEG;
          case "webp" -> ImageFormat.WEBP;
          default -> null;
        };
    if (format == ImageFormat.WEBP) {
      findings.info(
          node.line(),
          node.column(),
          "S12",
          "images are not written as WebP: Java has no encoder for it",
          "nothing to do: WebP pictures stay WebP, others are kept as JPEG, or PNG when they have"
              + " transparency");
    }
    return format;
  }

  private Rates rates(@Nullable ConfigNode node) {
    ConfigNode yaml = node == null ? ConfigNode.empty() : node;
    return new Rates(
        rate(yaml, "ipMax", "FILE_UPLOAD_IP_MAX", PER_ADDRESS),
        Duration.ofMinutes(
            rate(yaml, "ipWindowInMinutes", "FILE_UPLOAD_IP_WINDOW", WINDOW_MINUTES)),
        rate(yaml, "userMax", "FILE_UPLOAD_USER_MAX", PER_USER),
        Duration.ofMinutes(
            rate(yaml, "userWindowInMinutes", "FILE_UPLOAD_USER_WINDOW", WINDOW_MINUTES)));
  }

  /** The settings file beats the variable. */
  private int rate(ConfigNode yaml, String key, String variable, int otherwise) {
    int fromVariable = variables.integer(variable, otherwise, 1, 1_000_000);
    return Math.clamp(number(yaml, key, fromVariable), 1, 1_000_000);
  }

  private Stores stores() {
    ConfigNode single = root.get("fileStrategy");
    ConfigNode kinds = single != null && single.isMap() ? single : root.get("fileStrategies");
    String general = single != null && single.isScalar() ? single.text() : "local";
    if (kinds == null || !kinds.isMap()) {
      boolean s3 = isS3(single, general);
      return new Stores(s3, s3, s3);
    }
    String otherwise = text(kinds, "default", general);
    return new Stores(
        isS3(kinds, text(kinds, "avatar", otherwise)),
        isS3(kinds, text(kinds, "image", otherwise)),
        isS3(kinds, text(kinds, "document", otherwise)));
  }

  private static String text(ConfigNode node, String key, String otherwise) {
    String value = node.text(key);
    return value == null ? otherwise : value;
  }

  private boolean isS3(@Nullable ConfigNode where, String store) {
    String name = store.toLowerCase(Locale.ROOT);
    if (where != null && name.equals("s3") && variables.text("AWS_BUCKET_NAME") == null) {
      findings.error(
          where.line(),
          where.column(),
          "S14",
          "files should go to S3, but AWS_BUCKET_NAME is unset; they are kept in the data folder",
          "set AWS_BUCKET_NAME, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }
    if (where != null && !name.equals("local") && !name.equals("s3")) {
      findings.error(
          where.line(),
          where.column(),
          "S13",
          "files cannot be stored in " + store + "; they are kept in the data folder",
          "use local or s3");
    }
    return name.equals("s3");
  }
}
