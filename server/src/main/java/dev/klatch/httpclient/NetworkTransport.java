package dev.klatch.httpclient;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HTTP over the network: pooled connections, no timers on reads, one watchdog. Two clients, one for
 * addresses an administrator wrote and one for those a user had influence on.
 */
public final class NetworkTransport implements HttpTransport, AutoCloseable {
  /** More than any upstream is asked at once; a pool must never be what throttles streams. */
  private static final int MAX_CONNECTIONS = 20_000;

  private final HttpClientConfig config;
  private final Watchdog watchdog;
  private final Pulse pulse = new Pulse();
  private final AddressGuard guard;
  private final CloseableHttpClient trusted;
  private final CloseableHttpClient guarded;

  public NetworkTransport(HttpClientConfig config) {
    this.config = config;
    this.watchdog = new Watchdog(config.sweep());
    this.guard = new AddressGuard(config.allowedAddresses());
    this.trusted =
        client(SystemDefaultDnsResolver.INSTANCE).setRedirectStrategy(new SafeRedirects()).build();
    this.guarded = client(guardAllowingProxies()).disableRedirectHandling().build();
  }

  @Override
  public HttpCall newCall(OutboundRequest request, ExchangeObserver observer) {
    CloseableHttpClient client = request.guarded() ? guarded : trusted;
    return new NetworkCall(client, watchdog, pulse, request, observer, this::checkProxied);
  }

  /** Number of calls under way. */
  public int activeCalls() {
    return watchdog.size();
  }

  @Override
  public void close() {
    watchdog.close();
    pulse.close();
    trusted.close(CloseMode.IMMEDIATE);
    guarded.close(CloseMode.IMMEDIATE);
  }

  /** Where a proxy resolves the name, the resolver of the client never sees it: ask the guard. */
  private void checkProxied(OutboundRequest request) throws UnknownHostException {
    URI uri = request.uri();
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    if (request.guarded()
        && config.proxy().proxyFor(uri.getScheme(), uri.getHost(), port) != null) {
      guard.resolve(uri.getHost(), port);
    }
  }

  private DnsResolver guardAllowingProxies() {
    Set<String> allowed = new HashSet<>(config.allowedAddresses());
    for (URI proxy : config.proxy().all()) {
      allowed.add(proxy.getHost() + ":" + ProxySettings.port(proxy));
    }
    return new AddressGuard(allowed);
  }

  private HttpClientBuilder client(DnsResolver resolver) {
    var connections =
        new ObservedConnections()
            .setDnsResolver(resolver)
            .setMaxConnTotal(MAX_CONNECTIONS)
            .setMaxConnPerRoute(MAX_CONNECTIONS)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(config.connect()))
                    .setSocketTimeout(Timeout.DISABLED)
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .setTimeToLive(TimeValue.of(10, TimeUnit.MINUTES))
                    .build())
            .setDefaultSocketConfig(
                SocketConfig.custom()
                    .setSoTimeout(Timeout.DISABLED)
                    .setTcpNoDelay(true)
                    .setSoKeepAlive(true)
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom().setResponseTimeout(Timeout.DISABLED).build())
        .setRoutePlanner(new ProxyRoutes(config.proxy()))
        .setDefaultCredentialsProvider(proxyCredentials(config.proxy()))
        .setUserAgent("Klatch")
        // A compressed event stream would be held back; uncompressed bytes are also the record.
        .disableContentCompression()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .addRequestInterceptorLast(
            (request, entity, context) -> NetworkCall.connected(request, context));
  }

  private static BasicCredentialsProvider proxyCredentials(ProxySettings settings) {
    BasicCredentialsProvider provider = new BasicCredentialsProvider();
    for (URI proxy : settings.all()) {
      String userInfo = proxy.getUserInfo();
      if (userInfo != null) {
        List<String> parts = List.of(userInfo.split(":", 2));
        provider.setCredentials(
            new AuthScope(proxy.getHost(), ProxySettings.port(proxy)),
            new UsernamePasswordCredentials(
                parts.getFirst(), (parts.size() > 1 ? parts.get(1) : "").toCharArray()));
      }
    }
    return provider;
  }

  /** Makes connections whose reads can be observed. */
  private static final class ObservedConnections extends PoolingHttpClientConnectionManagerBuilder {
    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        @Nullable SchemePortResolver ports,
        @Nullable DnsResolver resolver,
        @Nullable TlsSocketStrategy tls) {
      // The proxies are HTTP ones and known to the route planner; SOCKS is not offered.
      return new DefaultHttpClientConnectionOperator(
          socksProxy -> new ObservedSocket(),
          ports,
          resolver,
          RegistryBuilder.<TlsSocketStrategy>create()
              .register(
                  URIScheme.HTTPS.id, tls == null ? DefaultClientTlsStrategy.createDefault() : tls)
              .build());
    }
  }

  /** Takes the proxy from the settings. */
  private static final class ProxyRoutes extends DefaultRoutePlanner {
    private final ProxySettings settings;

    ProxyRoutes(ProxySettings settings) {
      super(null);
      this.settings = settings;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, @Nullable HttpContext context) {
      URI proxy = settings.proxyFor(target.getSchemeName(), target.getHostName(), target.getPort());
      return proxy == null
          ? null
          : new HttpHost(proxy.getScheme(), proxy.getHost(), ProxySettings.port(proxy));
    }
  }
}
