using Ledger.Journal;
using Ledger.Projections;
using Microsoft.AspNetCore.Connections;

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
        catch (Exception error) when (IsAbort(error, context))
        {
            // The caller has gone: nobody is left to be answered.
        }
        catch (Exception) when (context.Response.HasStarted)
        {
            CutShort(log);
            context.Abort();   // an answer that ends as if it were whole would be a lie
        }
        catch (Exception error)
        {
            context.Response.Clear();
            await Answer(context, error);
        }
    }

    static bool IsAbort(Exception error, HttpContext context) =>
        error is ConnectionResetException or ConnectionAbortedException
        || (context.RequestAborted.IsCancellationRequested && error is OperationCanceledException or (IOException and not StoreFailedException and not BadHttpRequestException));

    Task Answer(HttpContext context, Exception error)
    {
        switch (error)
        {
            case BadHttpRequestException unreadable:
                var tooLarge = unreadable.StatusCode == StatusCodes.Status413PayloadTooLarge;
                return Problems.Write(context, unreadable.StatusCode, tooLarge ? HttpRefusals.BodyTooLarge : HttpRefusals.BadRequest, "The request cannot be read.");
            case LedgerStoppedException stopped:
                Stopped(log, stopped.InnerException?.GetType().Name ?? "");
                return Problems.Write(context, 503, HttpRefusals.LedgerStopped,
                    "The ledger stopped: an append failed, and whether it was recorded is unknown. It must be opened again; then send the same again.");
            case ObjectDisposedException:
                return Problems.Write(context, 503, HttpRefusals.ShuttingDown, "The server is stopping; send it again.");
            case StoreFailedException failed:
                Failed(log, failed.Code);
                return Problems.Write(context, 503, failed.Code, failed.Message);
            case LogContradictedException contradicted:
                Failed(log, contradicted.Code);
                return Problems.Write(context, 503, contradicted.Code, contradicted.Message);
            case InvalidDataException:
                Failed(log, error.GetType().Name);
                return Problems.Write(context, 503, StoreFailedException.Damaged, "The store holds what the ledger did not write. 'ledger check' tells more.");
            default:
                Unexpected(log, error.GetType().Name, error.TargetSite?.DeclaringType?.FullName ?? "");
                return Problems.Write(context, 500, HttpRefusals.Internal, "Something unexpected happened.");
        }
    }

    [LoggerMessage(1, LogLevel.Critical, "The ledger stopped ({Cause})")]
    static partial void Stopped(ILogger log, string cause);

    [LoggerMessage(2, LogLevel.Error, "The store failed ({Code})")]
    static partial void Failed(ILogger log, string code);

    [LoggerMessage(4, LogLevel.Error, "An answer was cut short")]
    static partial void CutShort(ILogger log);

    [LoggerMessage(3, LogLevel.Error, "Unexpected {Error} in {Place}")]
    static partial void Unexpected(ILogger log, string error, string place);
}
