using Baznas.Bmd.SqlTests.Schemas;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Statements;

internal sealed partial class StatementReader
{
    private Kind ReadFunction(FunctionCall call, Scope scope)
    {
        var arguments = call
            .Parameters.Where(parameter => !IsStar(parameter))
            .Select(parameter => ReadExpression(parameter, scope))
            .ToList();
        ReadOver(call.OverClause, scope);
        CheckAggregate(call);
        return call.FunctionName.Value.ToUpperInvariant() switch
        {
            "COUNT" => Whole,
            "SUM" => ReadSum(call, arguments[0], scope),
            "MIN" or "MAX" => ReadExtreme(call, arguments[0], scope),
            "ABS" => ReadArithmetic(call, [call.Parameters[0]], scope),
            "UPPER" or "LOWER" or "SUBSTRING" => ReadText(call, arguments),
            "CONCAT" => ReadConcat(call, arguments),
            "LAG" or "LEAD" => ReadNeighbour(call, arguments),
            // ROW_NUMBER, RANK and DENSE_RANK
            _ => Whole with { IsLong = true },
        };
    }

    private static bool IsStar(ScalarExpression expression) =>
        expression is ColumnReferenceExpression { ColumnType: ColumnType.Wildcard };

    private void ReadOver(OverClause? over, Scope scope)
    {
        foreach (var partition in over?.Partitions ?? [])
        {
            ReadExpression(partition, scope);
        }

        foreach (var order in over?.OrderByClause?.OrderByElements ?? [])
        {
            ReadExpression(order.Expression, scope);
        }
    }

    private void CheckAggregate(FunctionCall call)
    {
        var below = call.Parameters.SelectMany(parameter => TSql.Tree(parameter, IsSubquery)).ToList();
        if (IsAggregate(call) && below.Exists(part => IsSubquery(part) || IsAggregate(part)))
        {
            Complain($"SQL Server aggregates no subquery and no aggregate: {TSql.Text(call)}.");
        }
    }

    private Kind ReadSum(FunctionCall call, Kind argument, Scope scope)
    {
        if (argument.Family == Family.Boolean)
        {
            Complain($"SQL Server does not add up a bit, use CASE: {TSql.Text(call)}.");
            return Kind.Unknown;
        }

        Want(Family.Integer, argument, call);
        return argument with
        {
            Family = Family.Integer,
            IsZeroOrOne = false,
            CanBeNull = CanBeEmpty(call, scope) || argument.CanBeNull,
        };
    }

    private Kind ReadExtreme(FunctionCall call, Kind argument, Scope scope)
    {
        if (argument.Family is Family.Boolean or Family.Binary)
        {
            Complain($"SQL Server has no such aggregate of {Spelling.Of(argument)}: {TSql.Text(call)}.");
        }

        return argument with
        {
            CanBeNull = CanBeEmpty(call, scope) || argument.CanBeNull,
        };
    }

    /// <summary>Whether an aggregate may have no row to work on; a group and a window have one at least.</summary>
    private static bool CanBeEmpty(FunctionCall call, Scope scope) =>
        call.OverClause is { } over
            ? over.WindowFrameClause is { } frame
                && (
                    frame.Bottom?.WindowDelimiterType == WindowDelimiterType.ValuePreceding
                    || frame.Top.WindowDelimiterType == WindowDelimiterType.ValueFollowing
                )
            : !scope.HasGroups;

    private Kind ReadText(FunctionCall call, List<Kind> arguments)
    {
        Want(Family.Text, arguments[0], call);
        foreach (var place in arguments.Skip(1))
        {
            Want(Family.Integer, place, call);
        }

        return Words with
        {
            CanBeNull = arguments.Exists(argument => argument.CanBeNull),
            Collation = arguments[0].Collation,
        };
    }

    private Kind ReadConcat(FunctionCall call, List<Kind> arguments)
    {
        foreach (var argument in arguments.Where(argument => !argument.Suits(Whole)))
        {
            Want(Family.Text, argument, call);
        }

        CheckCollations(arguments, TSql.Text(call));
        // NULL counts as nothing in both engines.
        return Words with { Collation = arguments.Find(argument => argument.Collation is not null)?.Collation };
    }

    private Kind ReadNeighbour(FunctionCall call, List<Kind> arguments)
    {
        if (arguments.Count < 3)
        {
            return arguments[0] with { CanBeNull = true };
        }

        return Common([arguments[0], arguments[2]], TSql.Text(call));
    }
}
