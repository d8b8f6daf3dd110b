using Ledger.Journal;

namespace Ledger.Host.Server;

/// <summary>Turns what can go wrong into a problem document. Neither the answer nor the log holds a message that could bear a value of the request.</summary>
sealed partial class FailureGuard(RequestDelegate next, ILogger<FailureGuard> log)
{
    public async Task Invoke(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: nobody is left to be answered.
        }
        catch (BadHttpRequestException error)
        {
            await Problems.Write(context, error.StatusCode, error.StatusCode == 413 ? HttpRefusals.BodyTooLarge : HttpRefusals.BadRequest, "The request cannot be read.");
        }
        catch (LedgerStoppedException error)
        {
            Stopped(log, error.InnerException?.GetType().Name ?? "");
            await Problems.Write(context, 503, HttpRefusals.LedgerStopped, "The ledger stopped: the last append failed. It must be opened again.");
        }
        catch (ObjectDisposedException)
        {
            await Problems.Write(context, 503, HttpRefusals.ShuttingDown, "The server is stopping; nothing was recorded.");
        }
        catch (StoreFailedException error)
        {
            Failed(log, error.Code);
            await Problems.Write(context, 503, error.Code, error.Message);
        }
        catch (InvalidDataException error)
        {
            Failed(log, error.GetType().Name);
            await Problems.Write(context, 503, StoreFailedException.Damaged, "The store holds what the ledger did not write. 'ledger check' tells more.");
        }
        catch (Exception error)
        {
            Unexpected(log, error.GetType().Name, error.TargetSite?.DeclaringType?.FullName ?? "");
            await Problems.Write(context, 500, HttpRefusals.Internal, "Something unexpected happened.");
        }
    }

    [LoggerMessage(1, LogLevel.Critical, "The ledger stopped ({Cause})")]
    static partial void Stopped(ILogger log, string cause);

    [LoggerMessage(2, LogLevel.Error, "The store failed ({Code})")]
    static partial void Failed(ILogger log, string code);

    [LoggerMessage(3, LogLevel.Error, "Unexpected {Error} in {Place}")]
    static partial void Unexpected(ILogger log, string error, string place);
}
