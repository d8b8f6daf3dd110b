using Ledger.Access;
using Ledger.Host.Server;
using Microsoft.AspNetCore.Authentication;

namespace Ledger.Host.Web.Session;

/// <summary>Sessions of the console: how they begin and end.</summary>
static partial class ConsoleSession
{
    /// <summary>The name of the scheme.</summary>
    public const string Scheme = "Console";

    /// <summary>Where one signs in.</summary>
    public const string SignInPath = $"{OfficerConsole.Root}/sign-in";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SessionBook>().AddSingleton<SignInLimit>();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, SessionHandler>(Scheme, null);
    }

    /// <summary>Begins a session for whoever shows a key that works and is a person's to sign in with.</summary>
    public static async Task<(SignInAnswer Answer, Role? Role)> Begin(HttpContext context, string key)
    {
        var (limit, log, address) = (Part<SignInLimit>(context), Part<ILoggerFactory>(context).CreateLogger(typeof(ConsoleSession)), context.Connection.RemoteIpAddress);
        if (!limit.MayTry(address)) return (SignInAnswer.TooOften, null);
        var found = key.Length <= Credentials.LengthMax ? await Part<ApiKeys>(context).Identify(key, context.RequestAborted) : null;
        if (found is not { Actor: var actor, Key: var row })
        {
            limit.Failed(address);
            Refused(log, "no key that works");
            return (SignInAnswer.Unknown, null);
        }
        if (actor.Role == Role.Publisher)
        {
            Refused(log, "a service's key");
            return (SignInAnswer.Service, null);
        }
        Begin(context, new ActorIdentity(actor, row.Prefix, row.Rate), row, null);
        return (SignInAnswer.Welcome, actor.Role);
    }

    /// <summary>Begins a session under a new name; whichever this browser had ends.</summary>
    public static void Begin(HttpContext context, ActorIdentity caller, ApiKeyRow? key, DateTimeOffset? until)
    {
        var book = Part<SessionBook>(context);
        if (SessionCookie.Read(context) is { } before) book.End(before);
        SessionCookie.Write(context, book.Begin(caller, key, until));
    }

    /// <summary>Ends the session of this browser.</summary>
    public static void End(HttpContext context)
    {
        if (SessionCookie.Read(context) is { } name) Part<SessionBook>(context).End(name);
        SessionCookie.Delete(context);
    }

    static T Part<T>(HttpContext context) where T : notnull => context.RequestServices.GetRequiredService<T>();

    [LoggerMessage(1, LogLevel.Warning, "A sign-in to the console was refused: {Why}")]
    static partial void Refused(ILogger log, string why);
}
