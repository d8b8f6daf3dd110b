using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Host.Server.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ledger.Host.Web.Session;

/// <summary>
/// Signing in at the issuer (OpenID Connect Core 1.0, 3.1): authorization code with PKCE, state and nonce. Its tokens are held to the same demands as those
/// that come to the interface, and are not kept: the session ends with the ID token, or sooner.
/// </summary>
static partial class IssuerSignIn
{
    /// <summary>Where signing in begins, and where the issuer sends the browser back to.</summary>
    public const string StartPath = $"{ConsoleSession.SignInPath}/issuer", CallbackPath = $"{OfficerConsole.Root}/oidc";

    /// <summary>How long somebody may take at the issuer's.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10), AnswerMax = TimeSpan.FromSeconds(10);

    const string Scheme = "Issuer", Caller = "caller";

    const int AnswerBytesMax = 1 << 20;

    public static void Add(IServiceCollection services, OidcSettings settings, string client)
    {
        services.AddSingleton<IssuerDocument>().AddSingleton<IAuthenticationConfigurationProvider, NothingConfigured>();
        new AuthenticationBuilder(services).AddOpenIdConnect(Scheme, options =>
        {
            (options.ClientId, options.ClientSecret, options.CallbackPath, options.SignInScheme) = (client, settings.ClientSecret, CallbackPath, ConsoleSession.Scheme);
            (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
            (options.UseTokenLifetime, options.SaveTokens, options.MapInboundClaims, options.DisableTelemetry) = (true, false, false, true);
            (options.RemoteAuthenticationTimeout, options.BackchannelTimeout) = (Patience, AnswerMax);
            options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;   // nobody has us ask the issuer before he has been there
            options.RequireHttpsMetadata = settings.Issuer.Scheme == Uri.UriSchemeHttps;
            options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
            options.Scope.Clear();
            foreach (var scope in settings.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("openid").Distinct()) options.Scope.Add(scope);
            Keep(options.CorrelationCookie, "ledger-issuer-state.");
            Keep(options.NonceCookie, "ledger-issuer-nonce.");
            (options.Events.OnMessageReceived, options.Events.OnTokenResponseReceived) = (Come, Look);
            (options.Events.OnTicketReceived, options.Events.OnRemoteFailure) = (Begin, Fail);
        });
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IssuerDocument, IssuerKeys, Tokens>((options, document, keys, tokens) =>
        {
            options.ConfigurationManager = document;
            options.TokenValidationParameters = tokens.Demands(client, [], tryAll: false);
            options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, kid, _) => keys.Last.Where(key => string.IsNullOrEmpty(kid) || key.KeyId == kid);
        }).PostConfigure(options => options.Backchannel.MaxResponseContentBufferSize = AnswerBytesMax);
    }

    /// <summary>GET /console/sign-in/issuer?back=</summary>
    public static async Task Start(HttpContext context, string? back)
    {
        try
        {
            await context.ChallengeAsync(Scheme, new() { RedirectUri = Looks.BackTo(back) });
        }
        catch (IssuerUnreachableException)
        {
            SendBack(context, SignInAnswer.IssuerAway);
        }
    }

    /// <summary>The browser comes back by a link of another site, so it brings no strict cookie: these two are lax, live as long as the way there and back, and open nothing.</summary>
    static void Keep(CookieBuilder cookie, string name)
    {
        (cookie.Name, cookie.SameSite, cookie.HttpOnly, cookie.SecurePolicy) = (name, SameSiteMode.Lax, true, CookieSecurePolicy.SameAsRequest);
        cookie.Path = CallbackPath;
    }

    static Task Come(MessageReceivedContext context)
    {
        if (!Limit(context.HttpContext).MayTry(context.HttpContext.Connection.RemoteIpAddress)) context.Fail("Too many attempts failed.");
        return Task.CompletedTask;
    }

    /// <summary>The ID token is held to our own demands first; the framework then compares nonce, issuer, audience and signature on its own account.</summary>
    static async Task Look(TokenResponseReceivedContext context)
    {
        var (tokens, settings) = (context.HttpContext.RequestServices.GetRequiredService<Tokens>(), context.HttpContext.RequestServices.GetRequiredService<OidcSettings>());
        var answer = context.TokenEndpointResponse.IdToken is { Length: <= Credentials.LengthMax } token
            ? await tokens.Identify(token, settings.ClientId!, context.HttpContext.RequestAborted)
            : default;
        if (answer.Caller is { } caller) context.HttpContext.Items[Caller] = caller;
        else if (answer.Unfit is null) context.Fail("The token is not genuine.");
        else context.Fail(new UnfitTokenException());
    }

    static Task Begin(TicketReceivedContext context)
    {
        if (context.HttpContext.Items[Caller] is not ActorIdentity caller) throw new InvalidOperationException("A ticket without a token.");
        context.HandleResponse();
        if (caller.Actor.Role == Role.Publisher)
        {
            SendBack(context.HttpContext, SignInAnswer.Service);
            return Task.CompletedTask;
        }
        ConsoleSession.Begin(context.HttpContext, caller, null, context.Properties!.ExpiresUtc);
        context.Response.Redirect($"{ConsoleSession.SignInPath}/done?back={Uri.EscapeDataString(FirstPages.Of(caller.Actor.Role, context.ReturnUri))}");
        return Task.CompletedTask;
    }

    static Task Fail(RemoteFailureContext context)
    {
        var http = context.HttpContext;
        context.HandleResponse();
        var limit = Limit(http);
        var tooOften = !limit.MayTry(http.Connection.RemoteIpAddress);
        if (!tooOften)
        {
            Refused(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(IssuerSignIn)), context.Failure?.GetType().Name ?? "");
            limit.Failed(http.Connection.RemoteIpAddress);   // once: trying too early must not put off the time when it is not
        }
        SendBack(http, tooOften ? SignInAnswer.TooOften : Inner(context.Failure) switch
        {
            IssuerUnreachableException or HttpRequestException => SignInAnswer.IssuerAway,
            UnfitTokenException => SignInAnswer.Unfit,
            _ => SignInAnswer.IssuerRefused,
        });
        return Task.CompletedTask;
    }

    static Exception? Inner(Exception? failure) => failure is AuthenticationFailureException { InnerException: { } inner } ? Inner(inner) : failure;

    static void SendBack(HttpContext context, SignInAnswer answer) => context.Response.Redirect($"{ConsoleSession.SignInPath}?said={answer}");

    static SignInLimit Limit(HttpContext context) => context.RequestServices.GetRequiredService<SignInLimit>();

    [LoggerMessage(1, LogLevel.Warning, "A sign-in to the console at the issuer failed ({Error})")]
    static partial void Refused(ILogger log, string error);

    /// <summary>The framework would read more settings from the host's configuration; there is none beside ours.</summary>
    sealed class NothingConfigured : IAuthenticationConfigurationProvider
    {
        public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
    }

    /// <summary>A genuine token that names no account, or not one role.</summary>
    sealed class UnfitTokenException : Exception;
}
