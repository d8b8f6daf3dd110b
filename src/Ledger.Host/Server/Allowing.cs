using Ledger.Access;

namespace Ledger.Host.Server;

/// <summary>Which roles an endpoint is for. One that says nothing is for nobody but the administrator.</summary>
sealed record AllowedRoles(IReadOnlyList<Role> Roles);

/// <summary>An endpoint that shows a page in a browser: it takes the key as the password of HTTP Basic too.</summary>
sealed class BrowserPage;

/// <summary>Says so on an endpoint.</summary>
static class Allowing
{
    /// <summary>For these roles, and the administrator.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, params Role[] roles) where TBuilder : IEndpointConventionBuilder
    {
        Role[] all = [.. roles.Append(Role.Administrator).Distinct()];
        endpoint.WithMetadata(new AllowedRoles(all));
        endpoint.RequireAuthorization(policy => policy.RequireRole(all.Select(Roles.NameOf)));
        return endpoint;
    }

    /// <summary>For every role.</summary>
    public static TBuilder AllowEveryRole<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.Allow(Enum.GetValues<Role>());

    /// <summary>For all, without a key.</summary>
    public static TBuilder AllowAll<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.AllowAnonymous();

    /// <summary>
    /// A page to read in a browser, which asks for the key itself. A browser adds that key to every later request, also to one that another site had it
    /// make: so it counts on pages alone, never where something is changed.
    /// </summary>
    public static TBuilder AllowBrowser<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new BrowserPage());
}
