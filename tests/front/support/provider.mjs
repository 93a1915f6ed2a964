// A real identity provider (npm oidc-provider) on a port of 127.0.0.1 over TLS, which demands PKCE and
// knows the people it is given. Whoever is signed in there says so by name, on its own form.
import https from "node:https";
import Provider from "oidc-provider";

/**
 * @param {{tls: {key, cert}, port: number, clients: object[], people: Record<string, object>}} options
 *        people: claims by login name
 */
export async function start_provider({ tls, port, clients, people }) {
    const issuer = `https://127.0.0.1:${port}`;
    const claims = [...new Set(Object.values(people).flatMap((one) => Object.keys(one)))];
    const asked = [];  // the authentication requests, as they came
    const provider = new Provider(issuer, {
        clients,
        claims: { openid: ["sub", ...claims] },
        pkce: { required: () => true },
        features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
        cookies: { keys: ["of the test"] },
        findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
        // An e-ID asks who one is, not whether one consents.
        async loadExistingGrant({ oidc }) {
            const grant = new oidc.provider.Grant(
                { clientId: oidc.client.clientId, accountId: oidc.session.accountId });
            grant.addOIDCScope("openid");
            await grant.save();
            return grant;
        },
    });
    provider.on("server_error", (context, error) => console.error("provider:", error));
    const answer = provider.callback();
    const server = https.createServer(tls, (request, response) => {
        if (request.url.startsWith("/auth?")) asked.push(new URL(request.url, issuer).searchParams);
        answer(request, response);
    });
    await new Promise((done) => server.listen(port, "127.0.0.1", done));
    return {
        issuer, asked,
        stop: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
    };
}
