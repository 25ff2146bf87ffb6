package dev.klatch.file.text;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads XML as it comes, without document type, entities of its own, or anything from outside. */
final class Xml {
  private static final XMLInputFactory FACTORY = factory();

  private Xml() {}

  /** Is told what is in a document; names without their prefixes. */
  interface Handler {
    default void start(String name, XMLStreamReader at) {}

    default void end(String name) {}

    default void text(String text) {}

    /** Whether the rest need not be read. */
    default boolean isDone() {
      return false;
    }
  }

  static void read(InputStream in, Handler handler) throws IOException {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(in);
      while (reader.hasNext() && !handler.isDone()) {
        switch (reader.next()) {
          case XMLStreamReader.START_ELEMENT -> handler.start(reader.getLocalName(), reader);
          case XMLStreamReader.END_ELEMENT -> handler.end(reader.getLocalName());
          case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> handler.text(reader.getText());
          case XMLStreamReader.DTD -> throw new IOException("it declares a document type");
          default -> {
            // Comments and processing instructions hold no text of the document.
          }
        }
      }
      reader.close();
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException("its XML is broken", e);
    }
  }

  /** An attribute by its name without prefix, or null. */
  static @Nullable String attribute(XMLStreamReader at, String name) {
    for (int i = 0; i < at.getAttributeCount(); i++) {
      if (at.getAttributeLocalName(i).equals(name)) {
        return at.getAttributeValue(i);
      }
    }
    return null;
  }

  /** A number in an attribute, or {@code otherwise}. */
  static int number(XMLStreamReader at, String name, int otherwise) {
    String value = attribute(at, name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is fetched");
        });
    return factory;
  }
}
