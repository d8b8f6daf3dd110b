using Ledger.Access;

namespace Ledger.Host.Web.Session;

/// <summary>Where each role begins.</summary>
static class FirstPages
{
    /// <summary>The regulator's page.</summary>
    public const string Inquiries = $"{OfficerConsole.Root}/inquiries";

    /// <summary>The first page of a role.</summary>
    public static string Of(Role role) => role == Role.Regulator ? Inquiries : OfficerConsole.Root;

    /// <summary>Where to go after signing in: where one wanted to, or else the role's first page.</summary>
    public static string Of(Role role, string? back) => Looks.BackTo(back) is var wanted && wanted == OfficerConsole.Root ? Of(role) : wanted;
}
