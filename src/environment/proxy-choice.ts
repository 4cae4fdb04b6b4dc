/** The variables that name proxies; see `PROXY_SETTINGS`. */
type ProxyVariables = {
  https_proxy?: string | undefined;
  HTTPS_PROXY?: string | undefined;
  http_proxy?: string | undefined;
  HTTP_PROXY?: string | undefined;
  no_proxy?: string | undefined;
  NO_PROXY?: string | undefined;
  NODE_USE_ENV_PROXY?: string | undefined;
};

/** A proxy, and the variable that names it. */
type NamedProxy = { url: string; setting: string };

/**
 * Through which proxies anything is reached, and what bypasses them. As with curl and Node, a lower-case name takes precedence. Node's own
 * switch can turn all of them off.
 */
export const readProxies = (data: ProxyVariables): { https?: NamedProxy; http?: NamedProxy; except: string } => {
  if (data.NODE_USE_ENV_PROXY === '0') return { except: '' };
  const first = (...settings: ('https_proxy' | 'HTTPS_PROXY' | 'http_proxy' | 'HTTP_PROXY')[]) =>
    settings.flatMap((setting) => (data[setting] ? [{ url: data[setting], setting }] : []))[0];
  const [https, http] = [first('https_proxy', 'HTTPS_PROXY'), first('http_proxy', 'HTTP_PROXY')];
  return { ...(https && { https }), ...(http && { http }), except: data.no_proxy ?? data.NO_PROXY ?? '' };
};
