using System.Security.Claims;
using Ledger.Access;

namespace Ledger.Host.Server;

/// <summary>An authenticated caller.</summary>
sealed class ActorIdentity : ClaimsIdentity
{
    /// <param name="actor">Who it is.</param>
    /// <param name="account">What limits are counted by: a key's prefix, or a token's subject.</param>
    /// <param name="rate">Requests a second; null for the installation's limit, 0 for none.</param>
    public ActorIdentity(Actor actor, string account, long? rate) : base("Bearer", ClaimTypes.Name, ClaimTypes.Role)
    {
        (Actor, Account, Rate) = (actor, account, rate);
        AddClaim(new(ClaimTypes.Name, actor.Name));
        AddClaim(new(ClaimTypes.Role, Roles.NameOf(actor.Role)));
    }

    public new Actor Actor { get; }

    public string Account { get; }

    public long? Rate { get; }
}

/// <summary>What endpoints ask of the request's caller.</summary>
static class Callers
{
    /// <summary>Who calls; only behind authentication, which every endpoint is unless it says otherwise.</summary>
    public static Actor Actor(this HttpContext context) => Identity(context).Actor;

    /// <summary>What the caller's limits are counted by.</summary>
    public static string Account(this HttpContext context) => Identity(context).Account;

    static ActorIdentity Identity(HttpContext context) =>
        context.User.Identity as ActorIdentity ?? throw new InvalidOperationException("The endpoint is open to all and asks who calls.");
}
