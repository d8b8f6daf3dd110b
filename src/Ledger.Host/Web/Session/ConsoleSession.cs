using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Ledger.Access;
using Ledger.Host.Server;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Ledger.Host.Web.Session;

/// <summary>Sessions of the console: a cookie with a random name for what the server remembers. They end with the process.</summary>
static class ConsoleSession
{
    /// <summary>The name of the scheme.</summary>
    public const string Scheme = "Console";

    /// <summary>Where one signs in.</summary>
    public const string SignInPath = $"{OfficerConsole.Root}/sign-in";

    static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SessionTickets>();
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<SessionTickets>((options, tickets) => options.SessionStore = tickets);
        new AuthenticationBuilder(services).AddCookie(Scheme, options =>
        {
            (options.Cookie.Name, options.Cookie.Path, options.Cookie.SameSite, options.Cookie.HttpOnly) = ("ledger-session", OfficerConsole.Root, SameSiteMode.Strict, true);
            (options.ExpireTimeSpan, options.SlidingExpiration) = (Idle, true);
            (options.LoginPath, options.ReturnUrlParameter) = (SignInPath, "back");
            options.Events.OnRedirectToAccessDenied = context => Problems.Write(context.HttpContext, StatusCodes.Status403Forbidden, Refusals.NotAllowed, "This role may not do that.");
        });
    }

    /// <summary>Begins a session for whoever showed a key that works; null where it does not.</summary>
    public static async Task<Actor?> Begin(HttpContext context, ApiKeys keys, string key)
    {
        if (await keys.Identify(key, context.RequestAborted) is not { } found) return null;
        await context.SignInAsync(Scheme, new ClaimsPrincipal(new ActorIdentity(found.Actor, found.Key.Prefix, found.Key.Rate)));
        return found.Actor;
    }
}

/// <summary>What the server remembers of sessions, by a random name; nothing of it leaves the process.</summary>
sealed class SessionTickets(TimeProvider clock) : ITicketStore
{
    const int NameBytes = 32;

    readonly ConcurrentDictionary<string, AuthenticationTicket> _tickets = new(StringComparer.Ordinal);

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));
        _tickets[name] = ticket;
        return Task.FromResult(name);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        _tickets[key] = ticket;
        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        Task.FromResult(_tickets.TryGetValue(key, out var ticket) && ticket.Properties.ExpiresUtc > clock.GetUtcNow() ? ticket : null);

    public Task RemoveAsync(string key)
    {
        _tickets.TryRemove(key, out _);
        return Task.CompletedTask;
    }
}
