using Pointwise.Cli;

return Application.Run(args, Terminal.OfProcess());
