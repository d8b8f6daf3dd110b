using System.Buffers;
using System.Text.Json;

namespace Ledger.Journal;

/// <summary>What the decoder found wrong: set where it is found, and given its path on the way out, so that a good event pays nothing for it.</summary>
struct CodecFault
{
    static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");

    string? _code, _message;
    string _path;

    /// <summary>Whether nothing was found.</summary>
    public readonly bool None => _code is null;

    /// <summary>Notes a fault at the place being decoded; returns null, as every failed read does.</summary>
    public object? At(string code, string message)
    {
        (_code, _message, _path) = (code, message, "");
        return null;
    }

    /// <summary>As <see cref="At"/>, in a property of the place being decoded.</summary>
    public object? AtProperty(string name, string code, string message)
    {
        At(code, message);
        return Under(name);
    }

    /// <summary>The fault is in this property.</summary>
    public object? Under(string name)
    {
        _path = $".{name}{_path}";
        return null;
    }

    /// <summary>The fault is in this item.</summary>
    public object? Under(int item)
    {
        _path = $"[{item}]{_path}";
        return null;
    }

    /// <summary>The refusal, whose path begins at the whole event.</summary>
    public readonly Refusal ToRefusal() => new(_code!, _message!, $"${_path}");

    /// <summary>A name that came from outside, fit to be shown in a path: a name that is no plain word, or has digits, might be somebody's data: an id, a number.</summary>
    public static string Shown(in JsonProperty property) =>
        JsonText.NameOf(property) is { Length: > 0 and <= 40 } name && !name.AsSpan().ContainsAnyExcept(NameCharacters) ? name : "?";
}
