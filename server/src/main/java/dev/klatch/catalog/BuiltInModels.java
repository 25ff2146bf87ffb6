package dev.klatch.catalog;

import java.util.List;

/** Model lists for endpoints that name none and cannot be asked. */
final class BuiltInModels {
  /** In the order of the reference's part 4.3, newest first. */
  private static final List<String> OPENAI =
      List.of(
          ("gpt-5.6 gpt-5.6-terra gpt-5.6-luna gpt-5.5 gpt-5.5-pro chat-latest gpt-5.4 gpt-5.4-pro"
                  + " gpt-5.4-mini gpt-5.4-nano gpt-5.3-codex gpt-5.2 gpt-5.1 gpt-5.1-codex"
                  + " gpt-5.1-codex-max gpt-5.1-codex-mini gpt-5 gpt-5-mini gpt-5-nano gpt-4.1"
                  + " gpt-4.1-mini gpt-4.1-nano gpt-4o-mini gpt-4o chatgpt-4o-latest"
                  + " gpt-4-vision-preview gpt-3.5-turbo-instruct-0914 gpt-3.5-turbo-instruct")
              .split(" ", -1));

  private BuiltInModels() {}

  static List<String> openAi() {
    return OPENAI;
  }
}
