using Baznas.Bmd.SqlTests.Schemas;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Statements;

internal sealed partial class StatementReader
{
    private void ReadCondition(BooleanExpression? condition, Scope scope)
    {
        switch (condition)
        {
            case null:
                break;
            case BooleanParenthesisExpression inner:
                ReadCondition(inner.Expression, scope);
                break;
            case BooleanNotExpression not:
                ReadCondition(not.Expression, scope);
                break;
            case BooleanBinaryExpression both:
                ReadCondition(both.FirstExpression, scope);
                ReadCondition(both.SecondExpression, scope);
                break;
            case BooleanIsNullExpression isNull:
                ReadExpression(isNull.Expression, scope);
                break;
            case ExistsPredicate exists:
                ReadQuery(exists.Subquery.QueryExpression, scope);
                break;
            default:
                ReadComparison(condition, scope);
                break;
        }
    }

    private void ReadComparison(BooleanExpression condition, Scope scope)
    {
        switch (condition)
        {
            case BooleanComparisonExpression comparison:
                var left = ReadExpression(comparison.FirstExpression, scope);
                Compare(left, ReadExpression(comparison.SecondExpression, scope), condition);
                break;
            case BooleanTernaryExpression between:
                var value = ReadExpression(between.FirstExpression, scope);
                Compare(value, ReadExpression(between.SecondExpression, scope), condition);
                Compare(value, ReadExpression(between.ThirdExpression, scope), condition);
                break;
            case InPredicate isIn:
                ReadIn(isIn, scope);
                break;
            case LikePredicate like:
                Want(Family.Text, ReadExpression(like.FirstExpression, scope), condition);
                Want(Family.Text, ReadExpression(like.SecondExpression, scope), condition);
                break;
            default:
                throw new InvalidOperationException(condition.GetType().Name);
        }
    }

    private void ReadIn(InPredicate isIn, Scope scope)
    {
        var value = ReadExpression(isIn.Expression, scope);
        if (isIn.Subquery is { } subquery)
        {
            Compare(value, OneColumn(subquery.QueryExpression, scope), isIn);
        }

        foreach (var candidate in isIn.Values)
        {
            Compare(value, ReadExpression(candidate, scope), isIn);
        }
    }
}
