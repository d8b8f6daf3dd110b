using Ledger.Access;

namespace Ledger.Host.Server;

/// <summary>Which roles an endpoint is for. One that says nothing is for nobody but the administrator.</summary>
sealed record AllowedRoles(IReadOnlyList<Role> Roles);

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
}
