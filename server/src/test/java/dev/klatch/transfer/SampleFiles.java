package dev.klatch.transfer;

/** Small files in the forms that other programs export. */
final class SampleFiles {
  static final String CHATGPT =
      """
      [{"title":"Trip to Kyoto","create_time":1714585031.148505,"update_time":1714585060.879308,
      "current_node":"n9","conversation_id":"c-1","default_model_slug":"gpt-4o","is_archived":false,
      "moderation_results":[],"mapping":{
       "root":{"id":"root","message":null,"parent":null,"children":["n1"]},
       "n1":{"id":"n1","parent":"root","children":["n2"],"message":{"id":"n1","author":{"role":"system"},
         "content":{"content_type":"text","parts":[""]},
         "metadata":{"is_visually_hidden_from_conversation":true}}},
       "n2":{"id":"n2","parent":"n1","children":["n3","n4"],"message":{"id":"n2","author":{"role":"user"},
         "create_time":1714585032.5,"content":{"content_type":"text","parts":["Plan two days"]}}},
       "n3":{"id":"n3","parent":"n2","children":[],"message":{"id":"n3","author":{"role":"assistant"},
         "create_time":1714585033.5,"content":{"content_type":"text","parts":["Day one: temples."]},
         "metadata":{"model_slug":"gpt-4o-mini"},"recipient":"all"}},
       "n4":{"id":"n4","parent":"n2","children":["n5"],"message":{"id":"n4","author":{"role":"assistant"},
         "create_time":1714585034.5,"content":{"content_type":"text","parts":["Day one: gardens."]},
         "metadata":{"model_slug":"gpt-4o"},"recipient":"all"}},
       "n5":{"id":"n5","parent":"n4","children":["n6"],"message":{"id":"n5","author":{"role":"user"},
         "create_time":1714585035.5,"content":{"content_type":"multimodal_text","parts":["And food?"]}}},
       "n6":{"id":"n6","parent":"n5","children":["n7"],"message":{"id":"n6","author":{"role":"assistant"},
         "create_time":1714585036.5,"content":{"content_type":"thoughts","thoughts":[
         {"summary":"s","content":"They are hungry"}]},"recipient":"all"}},
       "n7":{"id":"n7","parent":"n6","children":["n8"],"message":{"id":"n7","author":{"role":"assistant"},
         "create_time":1714585037.5,"content":{"content_type":"code","language":"python","text":"print(1)"},
         "recipient":"python"}},
       "n8":{"id":"n8","parent":"n7","children":["n9"],"message":{"id":"n8","author":{"role":"tool",
         "name":"python"},"content":{"content_type":"execution_output","text":"1"}}},
       "n9":{"id":"n9","parent":"n8","children":[],"message":{"id":"n9","author":{"role":"assistant"},
         "create_time":1714585038.5,"content":{"content_type":"text","parts":["Ramen."]},
         "metadata":{"model_slug":"gpt-4o"},"recipient":"all"}}}}]
      """;

  static final String CLAUDE =
      """
      [{"uuid":"u1","name":"Notes","created_at":"2025-02-03T04:05:06.789012Z",
      "updated_at":"2025-02-03T05:05:06.000000Z","account":{"uuid":"acc"},"chat_messages":[
       {"uuid":"m1","sender":"human","text":"Read this","content":[{"type":"text","text":"Read this"}],
        "created_at":"2025-02-03T04:05:07.000Z","attachments":[{"file_name":"notes.txt",
        "extracted_content":"first line"}],"files":[],
        "parent_message_uuid":"00000000-0000-4000-8000-000000000000"},
       {"uuid":"m2","sender":"assistant","text":"","created_at":"2025-02-03T04:05:09.000Z",
        "parent_message_uuid":"m1","content":[{"type":"thinking","thinking":"hmm"},
        {"type":"tool_use","id":"t1","name":"count","input":{"of":"lines"}},
        {"type":"tool_result","content":[{"type":"text","text":"42"}]},
        {"type":"text","text":"It says: first line"}]}]}]
      """;

  static final String LIBRECHAT_FLAT =
      """
      {"conversationId":"c1","endpoint":"openAI","title":"Flat","exportAt":"20:33:31 GMT","branches":true,
      "recursive":false,"options":{"model":"gpt-4o"},"messages":[
       {"messageId":"m1","parentMessageId":"00000000-0000-0000-0000-000000000000","sender":"User",
        "isCreatedByUser":true,"text":"Hello","createdAt":"2024-05-01T00:00:00.000Z"},
       {"messageId":"m2","parentMessageId":"m1","sender":"GPT-4o","isCreatedByUser":false,"text":"Hi",
        "createdAt":"2024-05-01T00:00:01.000Z","model":"gpt-4o"}]}
      """;

  static final String LIBRECHAT_NESTED =
      """
      {"conversationId":"c2","endpoint":"openAI","title":"Nested","branches":true,"recursive":true,
      "options":{"model":"gpt-4o","temperature":0.5,"topK":40,"tools":["evil"],"user":"stolen",
      "agent_id":"agent_x"},"messages":[
       {"messageId":"m1","sender":"User","isCreatedByUser":true,"text":"Hello",
        "createdAt":"2024-05-01T00:00:00.000Z","children":[
         {"messageId":"m2","sender":"GPT-4o","isCreatedByUser":false,"text":"",
          "content":[{"type":"think","think":"well"},{"type":"text","text":{"value":"Hi"}}],
          "createdAt":"2024-05-01T00:00:01.000Z","children":[]},
         {"messageId":"m3","sender":"GPT-4o","isCreatedByUser":false,"text":"Hey",
          "createdAt":"2024-05-01T00:00:02.000Z"}]}]}
      """;

  static final String LIBRECHAT_LINEAR =
      """
      {"conversationId":"c3","endpoint":"azureOpenAI","title":"Linear","branches":false,
      "recursive":false,"messages":[
       {"messageId":"m1","parentMessageId":null,"sender":"user","isCreatedByUser":true,"text":"Hello"},
       {"messageId":"m2","parentMessageId":null,"sender":"Azure","isCreatedByUser":false,"text":"Hi"}]}
      """;

  private SampleFiles() {}
}
