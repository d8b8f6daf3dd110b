using System.Reflection;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Web;

/// <summary>A vault that counts how often a secret was asked of it, and hands everything on.</summary>
public class AskedVault : DispatchProxy
{
    IKeyVault _inner = null!;

    /// <summary>How often a secret was asked for.</summary>
    public int Secrets { get; set; }

    public static (IKeyVault Vault, AskedVault Asked) Of(IKeyVault inner)
    {
        var vault = Create<IKeyVault, AskedVault>();
        var asked = (AskedVault)(object)vault;
        asked._inner = inner;
        return (vault, asked);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IKeyVault.Secret)) Secrets++;
        return targetMethod.Invoke(_inner, args);
    }
}
