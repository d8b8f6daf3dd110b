using Ledger.Host.Remote;
using Ledger.Host.Server;
using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Projections;

namespace Ledger.Host.Commands;

/// <summary>Turns what can go wrong into one clear line and an exit code. Messages hold no personal values: exceptions of the ledger never do.</summary>
static class Failures
{
    public static async Task<int> Guard(Session session, Func<Session, Task<int>> run)
    {
        try
        {
            return await run(session);
        }
        catch (InputException error)
        {
            session.Screen.Complain("input", error.Message);
            return ExitCodes.Input;
        }
        catch (StoreRefusedException error)
        {
            session.Screen.Complain(error.Code, error.Code == StoreRefusedException.InUse ? $"{error.Message} If that is 'ledger serve', ask it: --server URL." : error.Message);
            return ExitCodes.Unreachable;
        }
        catch (ServerUnreachableException error)
        {
            session.Screen.Complain("server-unreachable", error.Message);
            return ExitCodes.Unreachable;
        }
        catch (ServerAnswerException error)
        {
            session.Screen.Complain("server-answer", error.Message);
            return ExitCodes.Unreachable;
        }
        catch (ServerFailedException error)
        {
            session.Screen.Complain(error.Code, error.Message);
            return ExitCodes.Unreachable;
        }
        catch (CannotListenException error)
        {
            session.Screen.Complain("cannot-listen", error.Message);
            return ExitCodes.Unreachable;
        }
        catch (StoreFailedException error)
        {
            session.Screen.Complain(error.Code, error.Message);
            return ExitCodes.Unreachable;
        }
        catch (InvalidDataException error)
        {
            session.Screen.Complain(StoreFailedException.Damaged, $"{error.Message} 'ledger check' tells more.");
            return ExitCodes.Unreachable;
        }
        catch (LogContradictedException error)
        {
            session.Screen.Complain(error.Code, error.Message);
            return ExitCodes.No;
        }
        catch (LedgerStoppedException error)
        {
            if (error.InnerException is StoreFailedException cause) session.Screen.Complain(cause.Code, $"{error.Message} {cause.Message}");
            else session.Screen.Complain("ledger-stopped", error.Message);
            return ExitCodes.Unreachable;
        }
        catch (OperationCanceledException)
        {
            session.Screen.Complain("cancelled", "Stopped. What was acknowledged is kept.");
            return ExitCodes.No;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException)
        {
            session.Screen.Complain("file", error.Message);
            return ExitCodes.Input;
        }
        catch (Exception error) when (Environment.GetEnvironmentVariable("LEDGER_DEBUG") is null)
        {
            session.Screen.Complain("internal", $"Something unexpected happened ({error.GetType().Name}). Set LEDGER_DEBUG=1 to see where.");
            return ExitCodes.Unreachable;
        }
    }
}
