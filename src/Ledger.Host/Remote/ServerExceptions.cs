namespace Ledger.Host.Remote;

/// <summary>No server answered, or the connection broke before it did: exit code 3.</summary>
sealed class ServerUnreachableException(string message) : Exception(message);

/// <summary>What answered is no ledger's server, or one of another version: exit code 3.</summary>
sealed class ServerAnswerException(string message) : Exception(message);

/// <summary>The server cannot do it now, or failed: exit code 3, with the code it gave.</summary>
sealed class ServerFailedException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
