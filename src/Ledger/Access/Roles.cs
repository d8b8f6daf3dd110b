namespace Ledger.Access;

/// <summary>The names of roles, as keys, tokens and documents bear them.</summary>
public static class Roles
{
    /// <summary>The role's name, kebab-case.</summary>
    public static string NameOf(Role role) => role switch
    {
        Role.Publisher => "publisher",
        Role.Officer => "officer",
        Role.Auditor => "auditor",
        Role.Regulator => "regulator",
        Role.Administrator => "administrator",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The role of that name, or null.</summary>
    public static Role? Parse(string name)
    {
        foreach (var role in Enum.GetValues<Role>())
            if (NameOf(role) == name) return role;
        return null;
    }
}
