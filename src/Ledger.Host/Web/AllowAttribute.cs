using Ledger.Access;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Host.Web;

/// <summary>Which roles a page is for, besides the administrator. A page that says nothing is for nobody else.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class AllowAttribute(params Role[] roles) : Attribute, IAuthorizeData
{
    public string? Policy { get; set; }

    public string? Roles { get; set; } = string.Join(',', All(roles).Select(Access.Roles.NameOf));

    public string? AuthenticationSchemes { get; set; }

    /// <summary>The roles with the administrator's.</summary>
    public static IEnumerable<Role> All(IEnumerable<Role> roles) => roles.Append(Role.Administrator).Distinct();
}
